/// One walk through an endpoint or an event: it collects broken rules, and mends or leaves out the parts concerned where
/// possible.
///
/// Checking and mending are one walk, so that findings and sent documents cannot differ. The functions that walk return `false`
/// if their value has to be left out.
package struct Inspection: Sendable {
    /// The purpose of the mended form.
    package enum Purpose: Sendable {
        /// Somebody else's document is judged.
        case judging
        /// Porchlight sends it: interfaces whose directives Porchlight cannot answer are left out, too.
        case sending
    }

    /// The purpose of the mended form.
    package let purpose: Purpose
    /// What was found, in the order of the walk.
    package private(set) var findings: [Finding] = []
    /// The id of the present endpoint, as in the document.
    var endpointId: String?
    /// What the document is compared with; `nil` where it is judged alone, as everything that Porchlight sends.
    let comparison: Comparison?
    private var path: JSONPath

    /// A walk that begins at `path`.
    package init(_ purpose: Purpose, at path: JSONPath = JSONPath()) {
        self.init(purpose, at: path, comparedWith: nil)
    }

    init(_ purpose: Purpose, at path: JSONPath, comparedWith comparison: Comparison?) {
        self.purpose = purpose
        self.path = path
        self.comparison = comparison
    }

    /// Notes that `rule` is broken at `steps` from here. `problem` is a sentence without the full stop.
    mutating func note(
        _ rule: Rule, _ problem: String, at steps: JSONPath.Step..., doing outcome: Finding.Outcome = .kept
    ) {
        findings.append(
            Finding(
                rule: rule, endpointId: endpointId, path: JSONPath(path.steps + steps), problem: problem,
                outcome: outcome))
    }

    /// Adds the findings of another walk.
    mutating func add(_ others: [Finding]) {
        findings += others
    }

    /// Walks on one step further in.
    mutating func within<Result>(_ step: JSONPath.Step, _ body: (inout Inspection) -> Result) -> Result {
        path.steps.append(step)
        defer { path.steps.removeLast() }
        return body(&self)
    }

    /// Walks through the member `key` if it is an object, and puts it back; one that `body` rejects is removed.
    mutating func object(
        _ key: String, of object: inout JSONObject, _ body: (inout JSONObject, inout Inspection) -> Bool
    ) {
        guard case .object(var member)? = object[key] else { return }
        let isKept = within(.key(key)) { body(&member, &$0) }
        object[key] = isKept ? .object(member) : nil
    }

    /// Walks through the elements of the member `key` if it is an array, and removes those that `body` rejects.
    ///
    /// - Returns: how many are left; `nil` if the member is no array.
    @discardableResult
    mutating func elements(
        _ key: String, of object: inout JSONObject, _ body: (inout JSONValue, inout Inspection) -> Bool
    ) -> Int? {
        guard case .array(let elements)? = object[key] else { return nil }
        let kept = within(.key(key)) { inspection in
            elements.indices.compactMap { index -> JSONValue? in
                var element = elements[index]
                return inspection.within(.index(index)) { body(&element, &$0) } ? element : nil
            }
        }
        object[key] = .array(kept)
        return kept.count
    }

    /// The member `key` as a flag: `true`, `false`, or one of the two written as text; anything else is `fallback`. A value
    /// that is not a flag already is corrected and noted under `rule`.
    ///
    /// - Parameter fallback: the value for a flag that is missing or invalid; `nil` leaves it missing.
    mutating func flag(_ key: String, of object: inout JSONObject, default fallback: Bool?, _ rule: Rule) {
        let value = object[key]
        if value == nil && fallback == nil { return }
        if case .bool? = value { return }
        let flag: Bool
        switch value?.string?.lowercased() {
        case "true"?: flag = true
        case "false"?: flag = false
        case nil, .some: flag = fallback ?? false
        }
        note(
            rule, "\(key) is \(value.map { "not true or false, but \($0.kind)" } ?? "missing")", at: .key(key),
            doing: .mended("\(key) is \(flag)"))
        object[key] = .bool(flag)
    }
}
