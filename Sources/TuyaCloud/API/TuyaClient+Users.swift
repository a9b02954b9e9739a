package import AlexaProtocol
package import DeviceCloud
package import Skill

extension TuyaClient {
    /// The scale of temperatures that an app user has chosen; `nil` if Tuya does not say. No other field of the user's record is
    /// read. Source: developer.tuya.com, "Get User Information": `temp_unit`, 1 for Celsius, 2 for Fahrenheit.
    package func temperatureScale(
        of user: String, _ call: AdapterCall
    ) async throws(CloudFailure) -> Temperature.Scale? {
        let answer = try await read(
            [
                .get(
                    "users.get", "/v1.0/users/\(user)/infos", for: .discovery, CloudRequest.Concern(api: "users"))
            ], call)
        guard let record = answer.result.object else { throw unreadable("users.get", answer) }
        switch record.text("temp_unit", "tempUnit") {
        case "1": return .celsius
        case "2": return .fahrenheit
        case .some(let unit): return TemperatureUnit.scale(unit)?.scale
        case nil: return nil
        }
    }
}
