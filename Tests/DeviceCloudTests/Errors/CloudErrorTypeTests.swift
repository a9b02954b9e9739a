import AlexaProtocol
import DeviceCloud
import Testing

struct CloudErrorTypeTests {
    /// The two errors that cut the customer's link, and the one that answers AcceptGrant only.
    private static let impossible: Set<String> = [
        "Alexa INVALID_AUTHORIZATION_CREDENTIAL", "Alexa EXPIRED_AUTHORIZATION_CREDENTIAL",
        "Alexa.Authorization ACCEPT_GRANT_FAILED",
    ]

    @Test func holdsAllErrorsOfTheCatalogueButTheThreeThatNoDeviceCloudMayCause() {
        var refused: Set<String> = []
        for kind in ErrorCatalog.kinds {
            let required: JSONObject = [
                "reason": "UNKNOWN", "currentDeviceMode": "OTHER", "currentChargeState": "FULLY_CHARGED",
                "minimumTemperatureDelta": ["value": 1, "scale": "CELSIUS"], "maximumDuration": "PT1H",
            ]
            var fields: JSONObject = [:]
            for field in kind.fields where field.isRequired { fields[field.name] = required[field.name] }
            guard let type = kind.error(fields: fields) else { continue }
            let name = "\(type.header.namespace) \(type.type)"
            guard let cloudError = CloudErrorType(type) else {
                refused.insert(name)
                continue
            }
            #expect(cloudError.type == type)
        }
        #expect(refused == Self.impossible)
    }
}
