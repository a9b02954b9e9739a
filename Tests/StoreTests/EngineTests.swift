import AWSClient
import AlexaProtocol
import DynamoDBStore
import EventGateway
import HTTPTransport
import TestSupport
import Testing
import Timing

/// What an engine validates, and whether one is installed.
@Suite(
    .enabled(
        if: EngineProcess.isInstalled || EngineProcess.isRequired,
        "moto and ministack are missing, so no store in DynamoDB is tested; scripts/fetch-engines installs them"))
struct EngineTests {
    @Test(arguments: [StoreEngine.moto, .ministack])
    func answers(engine: StoreEngine) async throws {
        try await engine.place().withStore { store async throws in
            #expect(try await store.grant(of: .ann) == nil)
        }
    }

    /// moto checks signatures, so all other requests of these tests are signed correctly.
    @Test func aWrongKeyIsRefused() async throws {
        let engine = try await EngineProcess.of(.moto)
        var location = try await engine.emptyTable()
        location.credentials = .fixed(
            AWSCredentials(accessKeyId: engine.credentials.accessKeyId, secretAccessKey: Secret("not-the-key")))
        try await refused(location, .cannotOpen, "SignatureDoesNotMatch", "credentials are wrong")
        location.credentials = .fixed(AWSCredentials(accessKeyId: "AKIAUNKNOWN", secretAccessKey: Secret("none")))
        try await refused(location, .cannotOpen, "credentials are wrong")
    }

    @Test(arguments: [StoreEngine.moto, .ministack])
    func aMissingTableIsNamed(engine: StoreEngine) async throws {
        var location = try await EngineProcess.of(engine).emptyTable()
        location.table = "no-such-table"
        try await refused(location, .cannotOpen, "ResourceNotFoundException", "no such table")
    }

    private func refused(
        _ location: DynamoDBStoreSettings.Location, _ kind: StoreFailure.Kind, _ words: String...
    ) async throws {
        let store = DynamoDBStore(location, try HTTPTransport(), environment: .live)
        do throws(StoreFailure) {
            _ = try await store.grant(of: .ann)
            Issue.record("not refused")
        } catch {
            #expect(error.kind == kind)
            for word in words { #expect(error.description.contains(word), "\(error)") }
            #expect(!error.description.contains("not-the-key"))
        }
    }
}
