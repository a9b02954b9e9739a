/// The environment variables that AWS Lambda sets for a function (AWS Lambda, "Defined runtime environment variables").
package struct LambdaEnvironment: Hashable, Sendable {
    /// AWS_LAMBDA_RUNTIME_API: `host:port`; nil if the process does not run in Lambda.
    package let runtimeAPI: String?
    /// AWS_LAMBDA_MAX_CONCURRENCY: how many invocations the environment handles at once, 1 to 1000. It is set on Lambda Managed
    /// Instances only; otherwise 1.
    package let concurrency: Int

    /// Reads the variables of a process.
    package init(_ variables: [String: String]) {
        runtimeAPI = variables["AWS_LAMBDA_RUNTIME_API"].flatMap { $0.isEmpty ? nil : $0 }
        let most = variables["AWS_LAMBDA_MAX_CONCURRENCY"].flatMap(Int.init) ?? 1
        concurrency = min(max(1, most), 1000)
    }
}
