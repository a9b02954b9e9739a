import AlexaProtocol

/// A garage door: ModeController with "open" and "close". `switch_1` opens with `true`; the contact is `true` when open.
struct GarageDoor: Hashable, Sendable {
    let motor: SwitchPoint
    let contact: SwitchPoint?

    static let instance = "GarageDoor.Position"

    init?(_ table: PointTable, _ codes: GarageCodes) {
        guard let motor = table.boolean(codes.motor, settable: true) else { return nil }
        self.motor = motor
        contact = table.boolean(codes.contact)
    }

    var capabilities: [Capability] {
        let semantics = Semantics(
            actions: [
                .init([.close, .lower], "SetMode", ["mode": .string(Cover.closed)]),
                .init([.open, .raise], "SetMode", ["mode": .string(Cover.open)]),
            ],
            states: [.value([.closed], .string(Cover.closed)), .value([.open], .string(Cover.open))])
        return [
            ModeController.capability(
                instance: Self.instance,
                CapabilityResources([Spoken.text("door position"), Spoken.asset("Setting.Opening")]),
                modes: [
                    ModeController.Mode(Cover.open, Spoken.asset("Value.Open")),
                    ModeController.Mode(Cover.closed, Spoken.asset("Value.Close")),
                ], ordered: false, semantics: semantics)
        ]
    }

    /// Whether it is open: by the contact; without one, by the last command.
    func isOpen(_ reader: PointReader) -> Sample<Bool>? {
        reader.truth(contact ?? motor)
    }

    func properties(_ reader: PointReader) -> [Property] {
        isOpen(reader).map {
            [$0.map { ModeController.mode($0 ? Cover.open : Cover.closed, instance: Self.instance) }.property]
        } ?? []
    }
}

/// A lock that the account may open without a password: LockController.
struct DoorLock: Hashable, Sendable {
    /// `true` when the bolt is drawn.
    let motor: SwitchPoint?
    /// Whether the door is open or closed, for locks that do not report the bolt. They lock themselves.
    let door: WordPoint?

    init?(_ table: PointTable) {
        motor = table.boolean(["lock_motor_state"])
        door = table.words(["closed_opened", "open_close"])
    }

    var capabilities: [Capability] { [Capability(LockController.self)] }

    func properties(_ reader: PointReader) -> [Property] {
        if let motor, let isOpen = reader.truth(motor) {
            return [isOpen.map { LockController.lockState($0 ? .unlocked : .locked) }.property]
        }
        guard let door, let word = reader.word(door) else { return [] }
        switch word.value.usual {
        case "open", "opened": return [word.map { _ in LockController.lockState(.unlocked) }.property]
        case "close", "closed": return [word.map { _ in LockController.lockState(.locked) }.property]
        default: return []
        }
    }
}
