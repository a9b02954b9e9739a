package import HTTPTypes

extension HTTPFields {
    /// The value of the first field of that name, without joining those of others as the subscript does.
    package func value(of name: HTTPField.Name) -> String? {
        for field in self where field.name == name { return field.value }
        return nil
    }
}
