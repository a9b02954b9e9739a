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
    ],
    targets: [
        .executableTarget(
            name: "porchlight",
            dependencies: [
                "AlexaProtocol", "Replay", "SimulatedHome", "Skill", "Telemetry",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings + standaloneSwift, linkerSettings: standaloneLinker),
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["AlexaProtocol", "SimulatedHome", "Skill", .product(name: "Logging", package: "swift-log")],
            path: "Benchmarks", swiftSettings: settings + standaloneSwift, linkerSettings: standaloneLinker),
        .target(
            name: "Replay",
            dependencies: ["AlexaProtocol", "SimulatedHome", "Skill", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(
            name: "SimulatedHome", dependencies: ["AlexaProtocol", "CSampleHome", "Skill"], exclude: ["Sample"],
            swiftSettings: settings),
        .target(name: "CSampleHome"),
        .target(
            name: "Skill", dependencies: ["AlexaProtocol", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(
            name: "Telemetry", dependencies: ["AlexaProtocol", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(name: "AlexaProtocol", swiftSettings: settings),
        .testTarget(name: "AlexaProtocolTests", dependencies: ["AlexaProtocol"], swiftSettings: settings),
        .testTarget(
            name: "SkillTests",
            dependencies: ["AlexaProtocol", "SimulatedHome", "Skill", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .testTarget(
            name: "SimulatedHomeTests",
            dependencies: ["AlexaProtocol", "SimulatedHome", "Skill", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "AlexaProtocol", "Replay", "SimulatedHome", "Skill", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
