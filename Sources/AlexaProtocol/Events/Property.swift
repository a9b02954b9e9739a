/// What an endpoint reports about itself: one property's value, not yet bound to a time.
package struct PropertyState: Hashable, Sendable {
    /// The interface that defines the property.
    package let namespace: String
    /// The instance, on interfaces that have them.
    package let instance: String?
    /// The property's name.
    package let name: String
    /// The value in wire form.
    package var value: JSONValue

    /// The state of one property.
    package init(_ namespace: String, _ name: String, instance: String? = nil, _ value: JSONValue) {
        self.namespace = namespace
        self.instance = instance
        self.name = name
        self.value = value
    }

    /// The same, known since `time`.
    ///
    /// - Parameter uncertainty: how stale the value may be, in milliseconds: the age of a cached or polled value.
    package func sampled(at time: Timestamp, uncertainty: Int = 0) -> Property {
        Property(state: self, timeOfSample: time, uncertaintyInMilliseconds: max(0, uncertainty))
    }
}

/// One item of `context.properties`. Source: State Reporting for Alexa Smart Home.
package struct Property: Hashable, Sendable {
    /// What is reported.
    package private(set) var state: PropertyState
    /// When it was so.
    package let timeOfSample: Timestamp
    /// How far off `timeOfSample` may be, in milliseconds, 0 or more.
    package let uncertaintyInMilliseconds: Int

    /// The same property with `value` in place of its own.
    package func with(_ value: JSONValue) -> Property {
        var property = self
        property.state.value = value
        return property
    }

    func write(to json: inout JSONWriter, timeOfSample: String) {
        json.object { json in
            json.member("namespace", state.namespace)
            if let instance = state.instance { json.member("instance", instance) }
            json.member("name", state.name)
            json.member("value", state.value)
            json.member("timeOfSample", timeOfSample)
            json.member("uncertaintyInMilliseconds", uncertaintyInMilliseconds)
        }
    }
}
