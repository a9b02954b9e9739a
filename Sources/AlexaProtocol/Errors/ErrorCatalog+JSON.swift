extension ErrorCatalog {
    /// The catalogue as `errors --json` prints it: one object per (namespace, type) pair, with `type`, `namespace`, `name`,
    /// `payloadVersion` and `fields`, the names of the payload fields other than `type` and `message`.
    package static var json: JSONValue {
        .array(
            kinds.map { kind in
                .object([
                    "type": .string(kind.type), "namespace": .string(kind.header.namespace),
                    "name": .string(kind.header.name), "payloadVersion": .string(kind.header.payloadVersion),
                    "fields": .array(kind.fields.map { .string($0.name) }),
                ])
            })
    }
}
