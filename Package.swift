// swift-tools-version: 6.3
import PackageDescription

/// One set of rules for every target: what the compiler can check, it checks, and a warning is an error.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// What is run links the Swift runtime in: a quarter less CPU time per directive, and one file to copy.
let standalone = ["-static-stdlib"]
let standaloneSwift: [SwiftSetting] = [.unsafeFlags(standalone, .when(configuration: .release))]
let standaloneLinker: [LinkerSetting] = [.unsafeFlags(standalone, .when(configuration: .release))]

let package = Package(
    name: "porchlight",
    products: [
        .executable(name: "porchlight", targets: ["porchlight"])
    ],
    dependencies: [
        // The command line: parsing, help and usage errors.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // The logging API that everything writes to; without Foundation.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // HTTP's vocabulary, so that nobody above the transport sees libcurl; without Foundation.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        // Settings from the environment and a file; without its readers for other formats.
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        // SQLite, for grants and the outbox. Needs full Foundation, so only `SQLiteStore` may have it.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // AES-GCM for what is stored, SHA-256 for what is logged.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // The loopback gateway of `porchlight demo` and of the tests: TLS and HTTP/2.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // The loopback gateway's certificate, made anew for each run.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    ],
    targets: [
        .executableTarget(
            name: "porchlight",
            dependencies: [
                "AlexaProtocol", "Replay", "SimulatedHome", "Skill", "Telemetry", "Timing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings + standaloneSwift, linkerSettings: standaloneLinker),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "AlexaProtocol", "SimulatedHome", "Skill", "Timing", .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks", swiftSettings: settings + standaloneSwift, linkerSettings: standaloneLinker),
        .target(
            name: "Replay",
            dependencies: [
                "AlexaProtocol", "SimulatedHome", "Skill", "Timing", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "SimulatedHome", dependencies: ["AlexaProtocol", "CSampleHome", "Skill", "Timing"],
            exclude: ["Sample"],
            swiftSettings: settings),
        .target(name: "CSampleHome"),
        .target(
            name: "Skill",
            dependencies: ["AlexaProtocol", "EventGateway", "Timing", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "AlexaProtocol", "EventGateway", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "EventGateway",
            dependencies: [
                "AlexaProtocol", "HTTPTransport", "Timing", .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "HTTPTransport",
            dependencies: ["CCurl", .product(name: "HTTPTypes", package: "swift-http-types")], swiftSettings: settings),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "LoopbackServer",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: settings),
        .target(name: "Timing", dependencies: ["AlexaProtocol"], swiftSettings: settings),
        .target(
            name: "Telemetry", dependencies: ["AlexaProtocol", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(name: "AlexaProtocol", swiftSettings: settings),
        .testTarget(name: "AlexaProtocolTests", dependencies: ["AlexaProtocol"], swiftSettings: settings),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: [
                "HTTPTransport", "LoopbackServer", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SQLiteStoreTests", dependencies: ["AlexaProtocol", "EventGateway", "SQLiteStore"],
            swiftSettings: settings),
        .testTarget(
            name: "EventGatewayTests",
            dependencies: [
                "AlexaProtocol", "EventGateway", "HTTPTransport", "LoopbackServer", "SQLiteStore", "Timing",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SkillTests",
            dependencies: [
                "AlexaProtocol", "SimulatedHome", "Skill", "Timing", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SimulatedHomeTests",
            dependencies: [
                "AlexaProtocol", "SimulatedHome", "Skill", "Timing", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "AlexaProtocol", "Replay", "SimulatedHome", "Skill", "Timing",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
