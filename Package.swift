// swift-tools-version: 6.3
import PackageDescription

/// Compiler settings of all targets: every check that the compiler offers, and a warning is an error.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// Linker options of the program for AWS Lambda, for a small size and a fast start.
let leanLinking: [LinkerSetting] = [
    .unsafeFlags(
        [
            // For the order of functions, which gold does not support with static archives of Swift.
            "-use-ld=lld",
            // A program at a fixed address needs no relocation: 1.4 MB and some milliseconds. Libraries still get random
            // addresses.
            "-Xclang-linker", "-no-pie",
            // Removes 3 MB of tables for C++ exceptions: nothing in the program throws any, Swift has none, and debuggers use
            // frame pointers.
            "-Xlinker", "-Tdeploy/bootstrap.ld", "-Xlinker", "--no-eh-frame-hdr",
            // The static runtime requests the export of all symbols, which keeps dead code. The exports are never looked up.
            "-Xlinker", "--no-export-dynamic",
            // Merges equal functions, 0.2 MB. No code compares addresses of functions.
            "-Xlinker", "--icf=all",
            // `scripts/bootstrap` puts a static libstdc++ there, of which the Swift runtime needs 60 kB.
            "-L.build/lambda/static",
        ], .when(platforms: [.linux], configuration: .release))
]

/// The commit for `porchlight --version`, which `make build` passes. `Context.gitInformation` cannot be used: SwiftPM caches it.
let commit = Context.environment["BUILD_COMMIT"] ?? ""

let package = Package(
    name: "porchlight",
    products: [
        .executable(name: "porchlight", targets: ["porchlight"]),
        .executable(name: "bootstrap", targets: ["bootstrap"]),
        // The Lambda handler's libraries as one product, whose dependencies `.ci/lean` checks.
        .library(
            name: "PorchlightLean", type: .dynamic,
            targets: [
                "AmpsCloud", "Assembly", "DeviceCloud", "DynamoDBStore", "LambdaRuntime", "RealerCloud",
                "SimulatedHome",
                "Telemetry", "TuyaCloud",
            ]),
    ],
    dependencies: [
        // The command line: parsing, help and usage errors.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // The logging API of all targets; without Foundation.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // The metrics API of all targets; without Foundation.
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        // HTTP's types, so that code above the transport does not depend on libcurl; without Foundation.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        // SIGTERM and SIGINT as a sequence, for an orderly end of the relay.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // SQLite, for grants and the outbox. Needs full Foundation, so only `SQLiteStore` may have it.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // AES-GCM for stored data, SHA-256 for log lines, ECDSA and EdDSA for customers' tokens.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // The loopback gateway of `porchlight demo` and of the tests: TLS and HTTP/2.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // The loopback gateway's certificate, a new one for each run.
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        // Libraries below Hummingbird: the loopback server closes channels itself, has its own TLS settings, and an HTTP/2
        // without limits against abusive clients.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.45.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    ],
    targets: [
        .executableTarget(
            name: "porchlight",
            dependencies: [
                "AlexaProtocol", "Assembly", "DeviceCloud", "DynamoDBStore", "EventGateway", "Explanation",
                "HTTPTransport",
                "LoopbackClouds", "LoopbackServer", "Replay", "SQLiteStore", "Settings", "SimulatedHome", "Skill",
                "Telemetry", "Timing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                // `GET /metrics`.
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        // The handler for AWS Lambda, whose program must have this name.
        .executableTarget(
            name: "bootstrap",
            dependencies: [
                "AlexaProtocol", "Assembly", "CEnvironment", "DeviceCloud", "DynamoDBStore", "EventGateway",
                "HTTPTransport", "LambdaRuntime",
                "Settings", "SimulatedHome", "Skill", "Telemetry", "Timing",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings, linkerSettings: leanLinking),
        // The environment variables, which Swift cannot read without Foundation; the arguments, which its runtime looks for slowly.
        .target(name: "CEnvironment"),
        .target(
            name: "LambdaRuntime",
            dependencies: [
                "AlexaProtocol", "HTTPTransport", "Settings", "Telemetry", "Timing",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // A local Lambda Runtime API, for tests and benchmarks.
        .target(
            name: "LoopbackLambda",
            dependencies: [
                "AlexaProtocol", "LoopbackServer", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        // Explains directives from log lines.
        .target(
            name: "Explanation", dependencies: ["AlexaProtocol", "Telemetry", "Timing"], swiftSettings: settings),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "AWSClient", "AlexaProtocol", "Assembly", "CBareCurl", "CRuntimeAPI", "DynamoDBStore", "EventGateway",
                "HTTPTransport",
                "LoopbackClouds",
                "LoopbackServer", "Replay", "SQLiteStore", "SimulatedHome", "Skill", "Telemetry", "Timing",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks",
            exclude: ["CBareCurl", "CRuntimeAPI", "Lambda/echo_curl.c", "Lambda/load_curl.c"], swiftSettings: settings),
        // The Runtime API for the benchmarks of bootstrap.
        .target(name: "CRuntimeAPI", path: "Benchmarks/CRuntimeAPI"),
        // The baseline for the benchmarks of the transport.
        .target(name: "CBareCurl", path: "Benchmarks/CBareCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(
            name: "Replay",
            dependencies: [
                "AlexaProtocol", "EventGateway", "SimulatedHome", "Skill", "Telemetry", "Timing",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "SimulatedHome",
            dependencies: ["AlexaProtocol", "CSampleHome", "EventGateway", "Settings", "Skill", "Timing"],
            exclude: ["Sample"],
            swiftSettings: settings),
        .target(name: "CSampleHome"),
        .target(
            name: "CBuild",
            cSettings: [.define("PORCHLIGHT_COMMIT", to: "\"\(commit)\"")]),
        .target(
            name: "DeviceCloud",
            dependencies: [
                "AlexaProtocol", "EventGateway", "HTTPTransport", "Settings", "Skill", "Telemetry", "Timing",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // The shipped corrections of Tuya's specifications.
        .target(name: "CTuyaQuirks", exclude: ["quirks.json"]),
        .target(
            name: "TuyaCloud",
            dependencies: [
                "AlexaProtocol", "CTuyaQuirks", "DeviceCloud", "EventGateway", "HTTPTransport", "Settings", "Skill",
                "Telemetry",
                "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "AmpsCloud",
            dependencies: [
                "AlexaProtocol", "DeviceCloud", "EventGateway", "HTTPTransport", "Settings", "Skill", "Telemetry",
                "Timing",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "RealerCloud",
            dependencies: [
                "AlexaProtocol", "DeviceCloud", "EventGateway", "HTTPTransport", "Settings", "Skill", "Telemetry",
                "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // Fakes of the device clouds for tests and for `porchlight demo --cloud`.
        .target(
            name: "LoopbackClouds",
            dependencies: [
                "AlexaProtocol", "LoopbackServer", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        .target(
            name: "Assembly",
            dependencies: [
                "AlexaProtocol", "AmpsCloud", "CBuild", "DeviceCloud", "EventGateway", "HTTPTransport", "LambdaRuntime",
                "RealerCloud", "Settings", "SimulatedHome", "Skill", "Telemetry", "Timing", "TuyaCloud",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "Skill",
            dependencies: [
                "AlexaProtocol", "EventGateway", "Settings", "Telemetry", "Timing",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "Settings",
            dependencies: ["AlexaProtocol"],
            swiftSettings: settings),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "AlexaProtocol", "EventGateway", "Settings", "Skill", "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // Calls AWS services, and supplies the credentials.
        .target(
            name: "AWSClient",
            dependencies: [
                "AlexaProtocol", "HTTPTransport", "Settings", "Timing",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        .target(
            name: "DynamoDBStore",
            dependencies: [
                "AWSClient", "AlexaProtocol", "EventGateway", "HTTPTransport", "Settings", "Skill", "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "EventGateway",
            dependencies: [
                "AlexaProtocol", "HTTPTransport", "Settings", "Telemetry", "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(
            name: "HTTPTransport",
            dependencies: [
                "AlexaProtocol", "CCurl", "Settings", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "LoopbackServer",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ],
            swiftSettings: settings),
        .target(name: "Timing", dependencies: ["AlexaProtocol"], swiftSettings: settings),
        .target(
            name: "Telemetry",
            dependencies: [
                "AlexaProtocol", "Settings", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .target(name: "AlexaProtocol", swiftSettings: settings),
        .target(
            name: "TestSupport",
            dependencies: [
                "AlexaProtocol", "EventGateway", "LoopbackServer", "Telemetry", "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "AlexaProtocolTests", dependencies: ["AlexaProtocol", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: [
                "HTTPTransport", "LoopbackServer", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SQLiteStoreTests",
            dependencies: [
                "AlexaProtocol", "EventGateway", "SQLiteStore", "Skill", "TestSupport", "Timing",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // The same tests for every kind of store.
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "AWSClient", "AlexaProtocol", "Assembly", "DynamoDBStore", "EventGateway", "HTTPTransport",
                "LoopbackLambda", "LoopbackServer", "SQLiteStore", "Settings", "SimulatedHome", "Skill", "TestSupport",
                "Timing", "bootstrap", "porchlight",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AssemblyTests",
            dependencies: [
                "AlexaProtocol", "Assembly", "DeviceCloud", "EventGateway", "HTTPTransport", "LoopbackClouds",
                "LoopbackServer", "Replay", "SQLiteStore", "Settings", "SimulatedHome", "Skill", "Telemetry",
                "TestSupport", "Timing", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SettingsTests", dependencies: ["AlexaProtocol", "Settings"], swiftSettings: settings),
        .testTarget(
            name: "EventGatewayTests",
            dependencies: [
                "AlexaProtocol", "EventGateway", "HTTPTransport", "LoopbackServer", "SQLiteStore", "TestSupport",
                "Timing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "AlexaProtocol", "Explanation", "LoopbackClouds", "LoopbackServer", "Telemetry", "TestSupport",
                "porchlight",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            exclude: ["Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "SkillTests",
            dependencies: [
                "AlexaProtocol", "EventGateway", "Explanation", "SQLiteStore", "SimulatedHome", "Skill", "Telemetry",
                "TestSupport", "Timing",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DeviceCloudTests",
            dependencies: [
                "AlexaProtocol", "DeviceCloud", "EventGateway", "HTTPTransport", "LoopbackServer", "Settings", "Skill",
                "Telemetry", "TestSupport", "Timing",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TuyaCloudTests",
            dependencies: [
                "AlexaProtocol", "DeviceCloud", "EventGateway", "HTTPTransport", "LoopbackClouds", "LoopbackServer",
                "Skill",
                "Telemetry", "TestSupport", "Timing", "TuyaCloud", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "AmpsCloudTests",
            dependencies: [
                "AlexaProtocol", "DeviceCloud", "EventGateway", "HTTPTransport", "LoopbackClouds", "LoopbackServer",
                "Settings", "Skill",
                "Telemetry", "TestSupport", "Timing", "AmpsCloud", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RealerCloudTests",
            dependencies: [
                "AlexaProtocol", "DeviceCloud", "EventGateway", "HTTPTransport", "LoopbackClouds", "LoopbackServer",
                "Skill",
                "Telemetry", "TestSupport", "Timing", "RealerCloud", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LambdaRuntimeTests",
            dependencies: [
                "AlexaProtocol", "DynamoDBStore", "Assembly", "EventGateway", "HTTPTransport", "LambdaRuntime",
                "LoopbackClouds",
                "LoopbackLambda", "LoopbackServer", "Skill", "Telemetry", "TestSupport", "Timing", "bootstrap",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TelemetryTests",
            dependencies: [
                "AlexaProtocol", "Settings", "Skill", "Telemetry", "TestSupport", "Timing",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ExplanationTests",
            dependencies: [
                "AlexaProtocol", "Explanation", "Telemetry", "TestSupport", "Timing",
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Fixtures", "Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "SimulatedHomeTests",
            dependencies: [
                "AlexaProtocol", "SimulatedHome", "Skill", "TestSupport", "Timing",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "AlexaProtocol", "Replay", "SimulatedHome", "Skill", "TestSupport", "Timing",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
