import AlexaProtocol
import Crypto
import EventGateway
import FoundationEssentials

/// Encrypts what must not be readable in the table: AES-GCM with a fresh nonce each time. Ids that items are found by are
/// hashed with a key (HMAC-SHA-256) instead.
///
/// The item's key is authenticated too, so that a blob that was moved to another item is refused.
struct ItemCipher: Sendable {
    private static let version: UInt8 = 1
    /// Bytes of an HMAC that are kept: enough to tell any two ids apart.
    private static let hashSize = 16

    private let ring: StoreKeyRing
    private let hashKey: SymmetricKey

    init(_ ring: StoreKeyRing) {
        self.ring = ring
        let oldest = ring.keys[ring.keys.count - 1].symmetric
        hashKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: oldest, info: Data("porchlight.ids".utf8), outputByteCount: 32)
    }

    /// What a customer's items are found by: 22 letters, digits, `-` and `_`.
    func hash(of customer: CustomerID) -> String { hash("customer/\(customer.rawValue)") }

    /// What an endpoint's queue is found by; empty for the queue of events that name none.
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
            // `combined` is nil only for nonces of our own length.
            return [Self.version] + key.id + (box.combined ?? Data())
        } catch {
            throw StoreFailure(.other, "The store cannot encrypt: \(error)")
        }
    }

    /// What was stored in the item with this key; `nil` if the blob is damaged, belongs elsewhere, or has another key.
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
