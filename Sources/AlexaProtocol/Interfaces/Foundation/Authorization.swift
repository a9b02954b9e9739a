/// `Alexa.Authorization`: the customer lets the skill send events. Never declared as a capability, always answered
/// synchronously. Source: Alexa.Authorization.
package enum Authorization: AlexaInterface {
    package static let namespace = "Alexa.Authorization"
    package static let directives = [
        DirectiveKind("AcceptGrant", answer: nil) { payload throws(AlexaError) in
            try Directive.acceptGrant(AcceptGrant(payload))
        }
    ]

    /// The directives of the interface.
    package enum Directive: DirectivePayload {
        /// Exchange a code for tokens and keep them.
        case acceptGrant(AcceptGrant)
    }

    /// The payload of AcceptGrant. It has credentials, which its description leaves out.
    package struct AcceptGrant: Sendable, CustomStringConvertible, CustomReflectable {
        /// To be exchanged at Login with Amazon; it can be used once and expires after about five minutes.
        package let code: String
        /// Identifies the customer, in the skill's own account system.
        package let grantee: Scope

        fileprivate init(_ payload: Payload) throws(AlexaError) {
            let grant = try payload.payload("grant")
            guard try grant.text("type") == "OAuth2.AuthorizationCode" else {
                throw AlexaError.invalidDirective("the grant is not an OAuth2.AuthorizationCode")
            }
            code = try grant.text("code")
            guard !code.isEmpty else { throw AlexaError.invalidDirective("the grant's code is empty") }
            guard let grantee = Scope(try payload.value("grantee")), !grantee.token.isEmpty else {
                throw AlexaError.invalidDirective("the grantee has no token")
            }
            self.grantee = grantee
        }

        package var description: String { "AcceptGrant (code and token not shown)" }
        package var customMirror: Mirror { Mirror(self, children: []) }
    }

    /// The errors of `Alexa.Authorization`.
    package enum Failure: String, CaseIterable, ErrorVocabulary {
        /// The code could not be exchanged, or the tokens not be kept: without them no event can be sent.
        case acceptGrantFailed = "ACCEPT_GRANT_FAILED"

        package static let header = ErrorHeader(Authorization.namespace)
        package var nearestGeneric: GenericError { .internalError }
    }
}
