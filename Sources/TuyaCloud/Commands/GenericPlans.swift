import AlexaProtocol
import DeviceCloud

/// Plans of RangeController, ModeController and ToggleController.
enum GenericPlans {
    // MARK: Range

    static func needsState(_ directive: RangeController.Directive, _ part: DevicePart, _ instance: String) -> Bool {
        switch directive {
        case .adjustRangeValue: true
        case .setRangeValue:
            instance == Cover.instance ? part.cover?.needsState ?? false : part.switchAlone
        }
    }

    static func plan(_ directive: RangeController.Directive, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        if context.instance == Cover.instance, let cover = context.part.cover {
            return try plan(directive, cover, context)
        }
        if let range = context.part.ranges.first(where: { $0.row.instance == context.instance }) {
            return try plan(directive, range, context)
        }
        if let steps = context.part.steps.first(where: { $0.row.instance == context.instance }) {
            return try plan(directive, steps, context)
        }
        throw .lacks("range \(context.instance)")
    }

    /// The requested value. A relative change is limited to the range.
    private static func target(
        _ directive: RangeController.Directive, _ range: RangeController.SupportedRange, _ what: String,
        present: () -> Double?
    ) throws(AlexaError) -> Double {
        switch directive {
        case .setRangeValue(let value):
            return range.nearest(value)
        case .adjustRangeValue(let delta, let isDefault):
            guard let present = present() else { throw .unknownValue(what) }
            let amount = isDefault ? (delta < 0 ? -range.defaultDelta : range.defaultDelta) : delta
            return range.nearest(present + amount)
        }
    }

    private static func plan(
        _ directive: RangeController.Directive, _ cover: Cover, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        let value = try target(directive, RangeController.SupportedRange(0...100), "position") {
            cover.position(context.reader).map { Double($0.value) }
        }
        guard let (command, percent) = cover.command(percent: Int(value), context.reader) else {
            throw .lacks("position")
        }
        return context.setting(
            [command], demand: .number(value, within: ValidRange(0...100)),
            properties: [RangeController.rangeValue(Double(percent), instance: Cover.instance)])
    }

    private static func plan(
        _ directive: RangeController.Directive, _ range: RangeFunction, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard range.row.isControl else { throw .invalidDirective("the value can only be read") }
        let supported = RangeController.SupportedRange(range.type.decimals, precision: range.type.decimalStep)
        let value = try target(directive, supported, range.row.instance) { range.number(context.reader)?.value }
        let demand = Demand.number(value, within: ValidRange(supported.limits))
        let sent = range.type.decimal(Double(range.type.raw(value)))
        let properties = [RangeController.rangeValue(sent, instance: range.row.instance)]
        return range.row.switchesOn
            ? context.switchingOn([range.command(value)], demand: demand, properties: properties)
            : context.setting([range.command(value)], demand: demand, properties: properties)
    }

    private static func plan(
        _ directive: RangeController.Directive, _ steps: StepsFunction, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        let limits = Double(steps.limits.lowerBound)...Double(steps.limits.upperBound)
        let value = try target(directive, RangeController.SupportedRange(limits), "level") {
            steps.number(context.reader).map { Double($0.value) }
        }
        guard let command = steps.command(Int(value)) else { throw .lacks("level") }
        let demand = Demand.number(value, within: ValidRange(limits))
        let properties = [RangeController.rangeValue(value, instance: steps.row.instance)]
        return steps.row.switchesOn
            ? context.switchingOn([command], demand: demand, properties: properties)
            : context.setting([command], demand: demand, properties: properties)
    }

    // MARK: Mode

    static func needsState(_ directive: ModeController.Directive, _ part: DevicePart, _ instance: String) -> Bool {
        if part.airConditioner != nil { return true }
        // A door that is open already must not get the command again: some motors only toggle.
        if instance == GarageDoor.instance { return part.garage?.contact != nil }
        switch directive {
        case .adjustMode: return true
        case .setMode: return part.switchAlone
        }
    }

    static func plan(_ directive: ModeController.Directive, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        if let airConditioner = context.part.airConditioner {
            return try plan(directive, airConditioner, context)
        }
        if context.instance == GarageDoor.instance, let garage = context.part.garage {
            return try plan(directive, garage, context)
        }
        if context.instance == Cover.instance, let cover = context.part.cover {
            return try plan(directive, cover, context)
        }
        guard let mode = context.part.modes.first(where: { $0.row.instance == context.instance }) else {
            throw .lacks("mode \(context.instance)")
        }
        guard mode.row.isControl else { throw .invalidDirective("the mode can only be read") }
        let word: WordPoint.Word
        switch directive {
        case .setMode(let value):
            guard let known = mode.point.words.first(where: { $0.vendor == value }) else {
                throw .invalidValue("the device has no such mode")
            }
            word = known
        case .adjustMode(let delta):
            guard let present = context.reader.word(mode.point)?.value,
                let index = mode.point.words.firstIndex(of: present)
            else { throw .unknownValue("mode") }
            let last = mode.point.words.count - 1
            // The delta is clamped before the addition, which could otherwise overflow.
            word = mode.point.words[min(max(min(max(delta, -last), last) + index, 0), last)]
        }
        let properties = [ModeController.mode(word.vendor, instance: mode.row.instance)]
        return mode.row.switchesOn
            ? context.switchingOn([mode.point.command(word)], properties: properties)
            : context.setting([mode.point.command(word)], properties: properties)
    }

    private static func plan(
        _ directive: ModeController.Directive, _ garage: GarageDoor, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard case .setMode(let mode) = directive, mode == Cover.open || mode == Cover.closed else {
            throw .invalidValue("a garage door is opened or closed")
        }
        let properties = [ModeController.mode(mode, instance: GarageDoor.instance)]
        let opens = mode == Cover.open
        if garage.contact != nil, garage.isOpen(context.reader)?.value == opens { return context.unchanged(properties) }
        return context.setting([garage.motor.command(opens)], .once, properties: properties)
    }

    private static func plan(
        _ directive: ModeController.Directive, _ cover: Cover, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard case .setMode(let mode) = directive, let control = cover.control else {
            throw .invalidValue("a curtain is opened, closed or stopped")
        }
        let word = mode == Cover.open ? cover.openWord : mode == Cover.closed ? cover.closeWord : cover.stopWord
        guard let word else { throw .invalidValue("the curtain has no word for this") }
        return context.setting(
            [control.command(word)], properties: [ModeController.mode(mode, instance: Cover.instance)])
    }

    private static func plan(
        _ directive: ModeController.Directive, _ airConditioner: InfraredAirConditioner, _ context: PlanContext
    ) throws(AlexaError) -> TuyaPlan {
        guard case .setMode(let name) = directive else { throw .invalidValue("the modes have no order") }
        var state = airConditioner.known(context.state)
        state.power = true
        if context.instance == InfraredAirConditioner.fanInstance {
            guard let fan = InfraredAirConditioner.fans.firstIndex(of: name) else {
                throw .invalidValue("the air conditioner has no such speed")
            }
            if let fans = airConditioner.mode(state.mode)?.fans, !fans.isEmpty, !fans.contains(fan) {
                throw .invalidValue("the air conditioner has no such speed in its mode")
            }
            state.fan = fan
        } else {
            guard let mode = airConditioner.mode(named: name) else {
                throw .invalidValue("the air conditioner has no such mode")
            }
            state.mode = mode.mode
        }
        return InfraredPlans.plan(airConditioner.fitted(state), context)
    }

    // MARK: Toggle

    static func plan(_ directive: ToggleController.Directive, _ context: PlanContext) throws(AlexaError) -> TuyaPlan {
        guard let toggle = context.part.toggles.first(where: { $0.row.instance == context.instance }) else {
            throw .lacks("switch \(context.instance)")
        }
        let isOn = directive == .turnOn
        return context.setting(
            [toggle.point.command(isOn)],
            properties: [ToggleController.toggleState(isOn, instance: toggle.row.instance)])
    }
}
