import AlexaProtocol
import DeviceCloud
import Skill
import Synchronization
import Timing

extension ControlDevice {
    /// The state of an endpoint: what we reported, or what the catalogue shows.
    ///
    /// - Throws: an error that ReportState knows, if nothing recent is known.
    func state(of id: RealerEndpointID, _ call: AdapterCall) async throws(AdapterFailure) -> DeviceState {
        if let state = states.state(of: id.text, Self.owner, within: Self.stateLifetime) { return state }
        do throws(CloudFailure) {
            let item = try await readItem(id, for: .stateReport, call)
            let state = DeviceState(sample(of: id).map { [item.property($0)] } ?? [])
            states.keep(state, of: id.text, Self.owner)
            return state
        } catch {
            keepWhatTheCatalogShowed(of: id)
            let failure = await error.confirmed { () async throws(CloudFailure) in try await isListed(id, call) }
            if failure.row.code == "4004", id.kind == .sensors, !failure.isConfirmedGone {
                // A sensor without a value is a part of the report that is missing, not a device that is.
                return states.state(of: id.text, Self.owner, within: .seconds(900)) ?? DeviceState([])
            }
            return try states.report(id.text, of: Self.owner, after: failure)
        }
    }

    /// A state that was never asked for, but stands in a catalogue that was read lately, is known too.
    private func keepWhatTheCatalogShowed(of id: RealerEndpointID) {
        guard states.state(of: id.text, Self.owner, within: .seconds(900)) == nil else { return }
        let since = environment.now().advanced(by: .seconds(-900))
        let property: Property? = state.withLock { state in
            guard let item = state.catalog?.items.first(where: { $0.id == id.item && $0.kind == id.kind }) else {
                return nil
            }
            return state.values.sample(of: id.text, since: since).map { item.property($0) }
        }
        if let property { states.keep(DeviceState([property]), of: id.text, Self.owner) }
    }

    /// The last known value of an item.
    func sample(of id: RealerEndpointID) -> ItemValues.Sample? {
        state.withLock { $0.values[id.text] }
    }
}
