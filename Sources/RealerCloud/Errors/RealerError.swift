import AlexaProtocol
import DeviceCloud

/// An error of Realer's in any of its three forms: `error` is an object `{type, message, details}` or a text; `code` is missing,
/// a number or a text.
struct RealerError {
    /// The response code as text; `nil` if the answer has none.
    let code: String?
    /// The readable label of the code; `nil` if the answer has none.
    let type: String?
    /// Further details. Never logged.
    let details: JSONObject

    /// Parses an answer; `nil` if it reports no error.
    init?(_ body: JSONObject) {
        let code = body["code"].flatMap(Self.code)
        let object = body["error"]?.object
        // A sentence in the oldest edition, one of OAuth's error words at the token endpoint.
        type = object?["type"]?.string ?? body["error"]?.string
        details = object?["details"]?.object ?? body["details"]?.object ?? [:]
        self.code = code
        let isSuccess = code == "2000" && (body["error"] ?? .null) == .null
        guard !isSuccess, code != nil || type != nil || object != nil else { return nil }
    }

    private static func code(_ json: JSONValue) -> String? {
        json.integer.map(String.init) ?? json.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The refusal: the code decides, then the type, then the class of the code, then the HTTP status.
    ///
    /// - Parameter device: the id of our control device, to recognise resources of another device.
    /// - Returns: `nil` if neither code nor type is known, so that the HTTP status decides.
    func refusal(status: Int, in table: ErrorTable, device: String) -> Reading.Refusal? {
        let typeRow = type.flatMap { table.row($0, .directive) }?.code
        // The success code in an error is ignored.
        let code = code == "2000" ? nil : code
        guard let code else {
            guard let type, let typeRow else { return nil }
            return Reading.Refusal(
                type, rowCode: condition(of: typeRow, device) ?? typeRow, bounds: bounds, details: details)
        }
        var refusal = Reading.Refusal(code, bounds: bounds, details: details)
        if let own = table.row(code, .directive)?.code {
            refusal.rowCode = typeRow == "4003.scope" && own == "4003" ? typeRow : condition(of: own, device)
        } else if let typeRow {
            refusal.rowCode = typeRow
        } else if let byStatus = table.finding(nil, status: status, .directive, isInVendorsForm: true)
            .codeOfSameClass(as: code)
        {
            refusal.rowCode = byStatus
        }
        return refusal
    }

    /// The row for a cause that only the details show; `nil` if the code's own row applies.
    private func condition(of row: String, _ device: String) -> String? {
        switch row {
        case "4003":
            let named = text("device_id") ?? text("control_device_id") ?? text("owner_device_id")
            return named.map { $0 != device } == true ? "4003.device" : nil
        case "4022":
            guard let field = text("field") ?? text("parameter") ?? text("attribute") ?? onlyField else { return nil }
            return Self.ownFields.contains(field) ? "4022.request" : nil
        default:
            return nil
        }
    }

    private func text(_ key: String) -> String? { details[key]?.string ?? details[key]?.integer.map(String.init) }

    /// `details` of validation errors often have the field's name as the only key.
    private var onlyField: String? {
        let fields = details["fields"]?.object ?? details["errors"]?.object ?? details
        return fields.members.count == 1 ? fields.members.first?.key : nil
    }

    /// Fields of a report that are not from the directive.
    private static let ownFields: Set<String> = ["message_id", "command_id", "value_received_at", "desired_id"]

    /// The bounds in the details. They are in the directive's unit: range controllers use the command's own numbers.
    private var bounds: VendorBounds? {
        ValueRange.bounds(in: details).map { .number(ValidRange($0)) }
    }
}

extension ErrorTable.Finding {
    /// The code of a row that was selected by HTTP status, if it has the same first digit.
    fileprivate func codeOfSameClass(as code: String) -> String? {
        guard row.error != nil, row.code.utf8.count == code.utf8.count, row.code.first == code.first else { return nil }
        return row.code
    }
}
