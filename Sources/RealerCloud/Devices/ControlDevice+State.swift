import AlexaProtocol
import DeviceCloud
import Skill
import Synchronization
import Timing

extension ControlDevice {
    /// The state of an endpoint: the value that we reported, or the one in the catalogue.
    ///
    /// - Throws: an error that ReportState permits, if no recent value is known.
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
                // A sensor without a value is reported without the property; it does not count as unreachable.
                return states.state(of: id.text, Self.owner, within: .seconds(900)) ?? DeviceState([])
            }
            return try states.report(id.text, of: Self.owner, after: failure)
        }
    }

    /// Stores the value of a recently read catalogue as state, if none is stored.
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
