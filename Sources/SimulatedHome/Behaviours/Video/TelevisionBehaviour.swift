import AlexaProtocol

/// Shows one of its inputs, the first at the start, and reports it as declared. Choosing one switches the device on.
enum InputBehaviour: Behaviour {
    static func prepare(_ device: inout SimulatedDevice, _ capability: Capability) {
        guard let first = InputController.inputs(of: capability).first else { return }
        device.setIfUnknown(InputController.input(first))
    }

    static func perform(
        _ directive: InputController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        switch directive {
        case .selectInput(let name):
            device.turnOn()
            device.set(InputController.input(InputController.input(called: name, of: capability) ?? name))
        }
        return nil
    }
}

/// Opens what the trait `launchTargets` lists, each with `identifier` and `name`; without the trait, anything. Opening
/// something switches the device on.
enum LauncherBehaviour: Behaviour {
    static let traits: [Trait] = [
        .list("launchTargets", of: "an object with an identifier") { $0.object?["identifier"]?.string != nil }
    ]

    static func perform(
        _ directive: Launcher.Directive, on device: inout SimulatedDevice, _ capability: Capability, at time: Timestamp
    ) throws(AlexaError) -> Answer? {
        switch directive {
        case .launchTarget(let identifier, let name):
            let targets = device.traits["launchTargets"]?.array?.compactMap(\.object) ?? []
            let target = targets.first { $0["identifier"]?.string == identifier }
            guard targets.isEmpty || target != nil else { throw .invalidValue("the device has no such app") }
            device.turnOn()
            device.set(
                Launcher.target(identifier: identifier, name: target?["name"]?.string ?? name ?? identifier))
        }
        return nil
    }
}

/// Keys change only the screen, which is not part of the reported state.
enum KeypadBehaviour: Behaviour {
    static func perform(
        _ directive: KeypadController.Directive, on device: inout SimulatedDevice, _ capability: Capability,
        at time: Timestamp
    ) -> Answer? {
        nil
    }
}
