package import HTTPTypes

extension HTTPFields {
    /// The value of the first field of that name. The subscript would join the values of all of them.
    package func value(of name: HTTPField.Name) -> String? {
        for field in self where field.name == name { return field.value }
        return nil
    }
}
