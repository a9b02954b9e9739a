import AlexaProtocol
import Crypto
import EventGateway
import Foundation

/// Encrypts what must not be readable in the file: AES-GCM with a fresh nonce each time.
///
/// The place in the file is authenticated too, so that a blob that was moved to another row is refused.
struct RecordCipher: Sendable {
    /// What a blob is and where it belongs.
    enum Place {
        /// The proof that a key is the one that the store was made with.
        case keyCheck
        case accessToken(CustomerID)
        case refreshToken(CustomerID)
        case template(entry: Int64, CustomerID)

        var authenticated: Data {
            switch self {
            case .keyCheck: Data("store.key_check".utf8)
            case .accessToken(let customer): Data("grants.access_token/\(customer.rawValue)".utf8)
            case .refreshToken(let customer): Data("grants.refresh_token/\(customer.rawValue)".utf8)
            case .template(let entry, let customer): Data("entries.template/\(entry)/\(customer.rawValue)".utf8)
            }
        }
    }

    private let key: SymmetricKey

    init(_ key: StoreKey) {
        self.key = key.symmetricKey
    }

    /// The blob to be stored at `place`: nonce, ciphertext, tag.
    func seal(_ bytes: some Sequence<UInt8>, at place: Place) throws -> Data {
        let box = try AES.GCM.seal(Data(bytes), using: key, authenticating: place.authenticated)
        // `combined` is nil only for nonces of our own length.
        guard let blob = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return blob
    }

    /// What was stored at `place`; `nil` if the blob is damaged, belongs elsewhere, or has another key.
    func open(_ blob: Data, at place: Place) -> Data? {
        do {
            return try AES.GCM.open(AES.GCM.SealedBox(combined: blob), using: key, authenticating: place.authenticated)
        } catch {
            return nil
        }
    }
}
