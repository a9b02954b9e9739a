import AlexaProtocol
import EventGateway

/// A grant as an item of the table.
struct GrantItem {
    static let acceptedName = "accepted_at"
    static let revisionName = "grant_rev"
    static let renewingName = "renewing_until"
    /// The attribute with a random number of the process that set ``renewingName`` last.
    static let writerName = "renewer"
    private static let regionName = "gateway"
    private static let tokensName = "tokens"
    private static let obtainedName = "obtained_at"
    private static let expiresName = "expires_at"

    let grant: Grant
    /// The end of a process's claim on the renewal, in milliseconds since 1970; 0 if there is no claim.
    let renewingUntil: Int64

    init(_ grant: Grant, renewingUntil: Int64) {
        self.grant = grant
        self.renewingUntil = renewingUntil
    }

    /// Reads an item.
    ///
    /// - Throws: ``EventGateway/StoreFailure/Kind/damaged``.
    init(_ item: JSONObject, of customer: CustomerID, _ cipher: ItemCipher) throws(StoreFailure) {
        guard let key = ItemKey(item), let region = item.text(Self.regionName).flatMap({ Region(rawValue: $0) }),
            let blob = item.bytes(Self.tokensName), let tokens = cipher.open(blob, in: key),
            let pair = JSONDocument(parsing: tokens).value?.array, pair.count == 2, let access = pair[0].string,
            let refresh = pair[1].string, let acceptedAt = item.whole(Self.acceptedName),
            let revision = item.whole(Self.revisionName), let obtainedAt = item.whole(Self.obtainedName),
            let expiresAt = item.whole(Self.expiresName)
        else {
            throw StoreFailure(
                .damaged,
                "A customer's grant in the table cannot be read: it is damaged, or its key is missing in store.key. The"
                    + " customer has to disable the skill and enable it again.")
        }
        grant = Grant(
            customer: customer, acceptedAt: Timestamp(milliseconds: acceptedAt), revision: Int(revision),
            region: region, accessToken: Secret(access), refreshToken: Secret(refresh),
            obtainedAt: Timestamp(milliseconds: obtainedAt), expiresAt: Timestamp(milliseconds: expiresAt))
        renewingUntil = item.whole(Self.renewingName) ?? 0
    }

    /// The write that stores this item.
    func write(
        _ key: ItemKey, _ cipher: ItemCipher, if condition: Write.Condition
    ) throws(StoreFailure) -> Write {
        let tokens: JSONValue = [.string(grant.accessToken.exposed), .string(grant.refreshToken.exposed)]
        return .put(
            key,
            [
                Self.acceptedName: .whole(grant.acceptedAt.milliseconds),
                Self.revisionName: .whole(Int64(grant.revision)), Self.regionName: .text(grant.region.rawValue),
                Self.tokensName: .bytes(try cipher.seal(tokens.encoded(), in: key)),
                Self.obtainedName: .whole(grant.obtainedAt.milliseconds),
                Self.expiresName: .whole(grant.expiresAt.milliseconds), Self.renewingName: .whole(renewingUntil),
            ], if: condition)
    }

    /// The condition that the table has exactly this state of the grant, including its claim.
    var isPresent: Write.Condition {
        Write.Condition(
            "accepted_at = :accepted AND grant_rev = :revision AND renewing_until = :renewing",
            [
                ":accepted": .whole(grant.acceptedAt.milliseconds), ":revision": .whole(Int64(grant.revision)),
                ":renewing": .whole(renewingUntil),
            ])
    }
}
