import AlexaProtocol
import Crypto
import EventGateway
import Foundation

/// Encrypts confidential columns: AES-GCM with a new nonce each time. Ids that rows are looked up by are hashed with a key
/// (HMAC-SHA-256) instead.
///
/// The place in the file is authenticated too, so that a blob that was moved to another row is refused.
struct RecordCipher: Sendable {
    /// The content of a blob and the row that it belongs to.
    enum Place {
        /// The proof that a key is the key of the store.
        case keyCheck
        case accessToken(CustomerID)
        case refreshToken(CustomerID)
        case body(entry: Int64)
        case home(CustomerID, cloud: String)
        /// The accounts of the customer with this hash.
        case accounts(Data)
        /// The event of an entry in version 1.
        case template(entry: Int64, CustomerID)

        var authenticated: Data {
            switch self {
            case .keyCheck: Data("store.key_check".utf8)
            case .accessToken(let customer): Data("grants.access_token/\(customer.rawValue)".utf8)
            case .refreshToken(let customer): Data("grants.refresh_token/\(customer.rawValue)".utf8)
            case .body(let entry): Data("entries.body/\(entry)".utf8)
            case .home(let customer, let cloud): Data("homes.endpoints/\(cloud)/\(customer.rawValue)".utf8)
            case .accounts(let customer): Data("accounts.body/".utf8) + customer
            case .template(let entry, let customer): Data("entries.template/\(entry)/\(customer.rawValue)".utf8)
            }
        }
    }

    /// The stored bytes of an HMAC: enough to distinguish any two ids.
    private static let hashSize = 16

    private let key: SymmetricKey
    private let hashKey: SymmetricKey

    init(_ key: StoreKey) {
        self.key = key.symmetricKey
        hashKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key.symmetricKey, info: Data("porchlight.ids".utf8), outputByteCount: 32)
    }

    /// The key of a customer's rows.
    func hash(of customer: CustomerID) -> Data { hash("customer/\(customer.rawValue)") }

    /// The key of an endpoint's queue; empty for the queue of events that name no endpoint.
    func hash(ofEndpoint id: String?) -> Data { id.map { hash("endpoint/\($0)") } ?? Data() }

    private func hash(_ text: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: hashKey).prefix(Self.hashSize))
    }

    /// The blob to be stored at `place`: nonce, ciphertext, tag.
    func seal(_ bytes: some Sequence<UInt8>, at place: Place) throws -> Data {
        let box = try AES.GCM.seal(Data(bytes), using: key, authenticating: place.authenticated)
        // `combined` is nil only for nonces of a length that we do not use.
        guard let blob = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return blob
    }

    /// The decrypted blob at `place`; `nil` if the blob is damaged, belongs to another place, or was encrypted with another key.
    func open(_ blob: Data, at place: Place) -> Data? {
        do {
            return try AES.GCM.open(AES.GCM.SealedBox(combined: blob), using: key, authenticating: place.authenticated)
        } catch {
            return nil
        }
    }
}
