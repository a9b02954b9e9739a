import AlexaProtocol

/// An appliance with recipes: those of the trait `presets`, or any if there is none.
enum CookingPresetBehaviour: Behaviour {
    static let traits: [Trait] = [.list("presets", of: "a name") { $0.string != nil }]

    static let leavesUnknown = true

    static func perform(
        _ directive: Cooking.PresetController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .cookByPreset(let name, let mode, let food, let doneness):
            if let presets = device.traits["presets"]?.array, !presets.contains(.string(name)) {
                throw .invalidValue("the appliance has no preset of this name")
            }
            try device.startCooking(mode, food, fallback: .preset, capability, at: time)
            device.set(Cooking.PresetController.presetName(name))
            if let doneness { device.set(Cooking.PresetController.requestedFoodDoneness(doneness)) }
        }
        return nil
    }
}
