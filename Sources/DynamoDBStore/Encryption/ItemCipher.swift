import AlexaProtocol
import Crypto
import EventGateway
import FoundationEssentials

/// Encrypts confidential attributes: AES-GCM with a new nonce each time. Ids that are used as keys of items are hashed with a key
/// (HMAC-SHA-256) instead.
///
/// The item's key is authenticated too, so that a blob that was moved to another item is refused.
struct ItemCipher: Sendable {
    private static let version: UInt8 = 1
    /// The stored bytes of an HMAC: enough to distinguish any two ids.
    private static let hashSize = 16

    private let ring: StoreKeyRing
    private let hashKey: SymmetricKey

    init(_ ring: StoreKeyRing) {
        self.ring = ring
        let oldest = ring.keys[ring.keys.count - 1].symmetric
        hashKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: oldest, info: Data("porchlight.ids".utf8), outputByteCount: 32)
    }

    /// The key of a customer's items: 22 letters, digits, `-` and `_`.
    func hash(of customer: CustomerID) -> String { hash("customer/\(customer.rawValue)") }

    /// The key of an endpoint's queue; empty for the queue of events that name no endpoint.
    func hash(ofEndpoint id: String?) -> String { id.map { hash("endpoint/\($0)") } ?? "" }

    private func hash(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: hashKey).prefix(Self.hashSize)
        return String(
            Data(code).base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "=": nil
                case "+": "-"
                case "/": "_"
                default: character
                }
            })
    }

    /// The blob to be stored in the item with this key: version, id of the key, nonce, ciphertext, tag.
    func seal(_ bytes: some Sequence<UInt8>, in item: ItemKey) throws(StoreFailure) -> [UInt8] {
        let key = ring.keys[0]
        do {
            let box = try AES.GCM.seal(Data(bytes), using: key.symmetric, authenticating: Self.place(item))
            // `combined` is nil only for nonces of a length that we do not use.
            return [Self.version] + key.id + (box.combined ?? Data())
        } catch {
            throw StoreFailure(.other, "The store cannot encrypt: \(error)")
        }
    }

    /// The decrypted blob of the item with this key; `nil` if the blob is damaged, belongs to another item, or was encrypted with
    /// a key that is not in the ring.
    func open(_ blob: [UInt8], in item: ItemKey) -> [UInt8]? {
        guard blob.first == Self.version, blob.count > 1 + StoreKeyRing.idSize else { return nil }
        let id = blob[1...StoreKeyRing.idSize]
        guard let key = ring.keys.first(where: { $0.id.elementsEqual(id) }) else { return nil }
        do {
            let box = try AES.GCM.SealedBox(combined: Data(blob[(1 + StoreKeyRing.idSize)...]))
            return Array(try AES.GCM.open(box, using: key.symmetric, authenticating: Self.place(item)))
        } catch {
            return nil
        }
    }

    private static func place(_ item: ItemKey) -> Data { Data("\(item.partition)/\(item.sort)".utf8) }
}
