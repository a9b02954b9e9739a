/// The value of one property of an endpoint, without a time.
package struct PropertyState: Hashable, Sendable {
    /// The property.
    package let key: PropertyKey
    /// The value in wire form.
    package var value: JSONValue

    /// The interface that defines the property.
    package var namespace: String { key.namespace }
    /// The instance, on interfaces that have them.
    package var instance: String? { key.instance }
    /// The property's name.
    package var name: String { key.name }

    /// The state of a property.
    package init(_ key: PropertyKey, _ value: JSONValue) {
        self.key = key
        self.value = value
    }

    /// The state of one property.
    package init(_ namespace: String, _ name: String, instance: String? = nil, _ value: JSONValue) {
        self.init(PropertyKey(namespace, name, instance: instance), value)
    }

    /// The same, known since `time`.
    ///
    /// - Parameter uncertainty: how stale the value may be, in milliseconds: the age of a cached or polled value.
    package func sampled(at time: Timestamp, uncertainty: Int = 0) -> Property {
        Property(state: self, timeOfSample: time, uncertaintyInMilliseconds: max(0, uncertainty))
    }

    func write(to json: inout JSONWriter) {
        key.write(to: &json)
        json.member("value", value)
    }
}

/// One item of `context.properties`. Source: State Reporting for Alexa Smart Home.
package struct Property: Hashable, Sendable {
    /// What is reported.
    package let state: PropertyState
    /// When the value was read or took effect.
    package let timeOfSample: Timestamp
    /// How far off `timeOfSample` may be, in milliseconds, 0 or more.
    package let uncertaintyInMilliseconds: Int

    /// The same sample of `state` in place of its own.
    package func with(_ state: PropertyState) -> Property {
        Property(state: state, timeOfSample: timeOfSample, uncertaintyInMilliseconds: uncertaintyInMilliseconds)
    }

    func isSampledLike(_ other: Property) -> Bool {
        timeOfSample == other.timeOfSample && uncertaintyInMilliseconds == other.uncertaintyInMilliseconds
    }

    func writeSample(to json: inout JSONWriter) {
        json.member("timeOfSample", timeOfSample.description)
        json.member("uncertaintyInMilliseconds", uncertaintyInMilliseconds)
    }
}
