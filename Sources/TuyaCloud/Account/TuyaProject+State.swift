import AlexaProtocol
import DeviceCloud
import EventGateway
import Skill
import Timing

extension TuyaProject {
    /// The state of an endpoint for ReportState: from the cache of the last seconds, read now, or the last known one.
    func report(_ endpointId: String, _ id: String, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState {
        var appliance: TuyaAppliance?
        do throws(CloudFailure) {
            let known = try await self.appliance(id, call)
            appliance = known
            let version = states.version(of: id)
            let snapshot = try await snapshot(of: known, call, for: .stateReport, within: TuyaStates.lifetime)
            let state = deviceState(of: endpointId, known, snapshot)
            if version == states.version(of: id) { reports.keep(state, of: endpointId, call.customer) }
            return state
        } catch {
            let concerned = appliance ?? TuyaAppliance(TuyaDevice(id: id))
            return try reports.report(
                endpointId, of: call.customer, after: await refined(error, concerned, call, for: .stateReport))
        }
    }

    /// The part of a snapshot that an endpoint reports.
    func deviceState(
        of endpointId: String, _ appliance: TuyaAppliance, _ snapshot: TuyaStates.Snapshot
    ) -> DeviceState {
        let properties = map.properties(of: endpointId, appliance, snapshot.state)
        let type: CloudErrorType? =
            snapshot.isBridgeOffline ? .bridgeUnreachable : snapshot.isOnline ? nil : .endpointUnreachable
        return DeviceState(
            properties,
            unreachable: type.map { AlexaError($0.type, "tuya: the device is offline by Tuya's own record") })
    }

    /// The state of an appliance, read again unless it was read within `age`.
    func snapshot(
        of appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose, within age: Duration
    ) async throws(CloudFailure) -> TuyaStates.Snapshot {
        let id = appliance.device.id
        if let known = states.snapshot(of: id, at: environment.uptime(), within: age) { return known }
        var turns = 3
        while true {
            turns -= 1
            let version = states.version(of: id)
            let key = TuyaReads.Key(id: id, version: version, purpose: purpose)
            let (result, isShared) = await reads.result(
                of: key, before: call.workUntil, environment, late: Self.late()
            ) { [self] in
                await DeviceCloud.result { () async throws(CloudFailure) in
                    let read = try await read(appliance, call, for: purpose)
                    let snapshot = states.corrected(read, of: id, at: environment.uptime())
                    states.keep(snapshot, of: id, at: environment.uptime(), ifStill: version)
                    return snapshot
                }
            }
            // The caller that started the read may have had an earlier deadline.
            if isShared, case .failure(let failure) = result, failure.failure.facts.httpStatus == nil,
                turns > 0, !call.workUntil.hasPassed, !Task.isCancelled
            {
                continue
            }
            return try result.get()
        }
    }

    private func read(
        _ appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> TuyaStates.Snapshot {
        if let remote = appliance.remote {
            return try await infraredSnapshot(of: remote, appliance, call, for: purpose)
        }
        return try await deviceSnapshot(of: appliance, call, for: purpose)
    }

    /// The failure of a shared read that did not end in time.
    private static func late() -> CloudFailure {
        let row = ErrorRow("late", "no answer in time", .endpointUnreachable, Recovery(.retry, again: .yes))
        return CloudFailure(
            AdapterFailure(
                AlexaError(CloudErrorType.endpointUnreachable.type, "tuya: the device's state was not read in time"),
                rule: "tuya.read.late", facts: FailureFacts(isTransient: true)), row)
    }

    /// The points, and whether the device is online. Only the record shows that: the status of an offline device is answered like
    /// that of any other.
    private func deviceSnapshot(
        of appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> TuyaStates.Snapshot {
        let id = appliance.device.id
        let isThingModel = appliance.specification.isThingModel
        async let reading = result { () async throws(CloudFailure) in
            try await client.points(id, isThingModel: isThingModel, call, for: purpose)
        }
        let record: TuyaDevice
        do throws(CloudFailure) {
            record = try await client.device(id, call, for: purpose)
        } catch {
            _ = await reading
            throw error
        }
        var points: [TuyaPoint]
        switch await reading {
        case .success(let read): points = read
        case .failure(let failure):
            guard failure.isOfAnotherGeneration, !record.points.isEmpty else { throw failure }
            points = []
        }
        // The record has the same values, but without times.
        if points.isEmpty { points = record.points }
        let isOnline = record.isOnline ?? true
        var isBridgeOffline = false
        if !isOnline {
            var appliance = appliance
            appliance.device.gatewayId = record.gatewayId ?? appliance.device.gatewayId
            isBridgeOffline = await bridge(before: appliance, call, for: purpose) == .offline
        }
        return TuyaStates.Snapshot(
            state: TuyaState(points, readAt: environment.now()), isOnline: isOnline, isBridgeOffline: isBridgeOffline)
    }

    /// The state last sent to an infrared appliance, and whether its blaster is online.
    private func infraredSnapshot(
        of remote: TuyaRemote, _ appliance: TuyaAppliance, _ call: AdapterCall, for purpose: CloudRequest.Purpose
    ) async throws(CloudFailure) -> TuyaStates.Snapshot {
        async let blaster = bridge(before: appliance, call, for: purpose)
        var state = TuyaState([], readAt: environment.now())
        if remote.categoryId == TuyaRemote.airConditioner {
            do throws(CloudFailure) {
                state.airConditioner = try await client.airConditioner(remote, call, for: purpose)
            } catch {
                _ = await blaster
                throw error
            }
        }
        return TuyaStates.Snapshot(state: state, isOnline: true, isBridgeOffline: await blaster != .online)
    }
}
