extension Inspection {
    /// Checks whether the parts of an endpoint fit each other.
    mutating func suitable(_ json: JSONObject, _ capabilities: [InspectedCapability]) {
        let categories = json["displayCategories"]?.array?.compactMap(\.string) ?? []
        let interfaces = Set(capabilities.map(\.interface))
        func declares(_ names: String...) -> Bool { names.contains { interfaces.contains("Alexa." + $0) } }
        // Advice is for `lint`.
        for rule in Self.fitness
        where (purpose == .judging || !rule.rule.isAdvice) && rule.isBroken(categories, interfaces) {
            note(rule.rule, rule.problem, at: "displayCategories")
        }
        if interfaces.isSubset(of: [Alexa.namespace, EndpointHealth.namespace]) {
            note(.capSomethingUseful, "The endpoint has nothing beside EndpointHealth", at: "capabilities")
        }
        if !interfaces.contains(EndpointHealth.namespace) {
            let isSensor = capabilities.contains { capability in
                capability.interface.hasSuffix("Sensor") && !capability.interface.includes("Inventory")
                    && !capability.interface.includes("Cooking")
            }
            let isOnlySensor = isSensor && !interfaces.contains { $0.hasSuffix("Controller") }
            note(
                isOnlySensor ? .healthSensor : .healthRecommended, "EndpointHealth is not declared",
                at: "capabilities")
        }
        if declares("ColorController") && !declares("BrightnessController") {
            note(.colorWithBrightness, "ColorController stands without BrightnessController", at: "capabilities")
        }
        if declares("ThermostatController") && !declares("TemperatureSensor") {
            note(.thermoSensor, "ThermostatController stands without TemperatureSensor", at: "capabilities")
        }
        if declares("SecurityPanelController"), !Set(["CAMERA", "DOORBELL"]).isDisjoint(with: categories),
            let panel = capabilities.first(where: { $0.interface == SecurityPanelController.namespace }),
            panel.json["configuration"]?.object?["supportedAuthorizationTypes"] == nil
        {
            note(
                .panelPinForModes, "The panel of a camera needs no PIN", at: "capabilities", .index(panel.index),
                "configuration")
        }
        if let name = json["friendlyName"]?.string.map(Text.folded) {
            for capability in capabilities
            where Label.all(capability.json["capabilityResources"]).contains(where: { $0.spoken.contains(name) }) {
                note(
                    .resNameNotDevice, "\(capability.name) is called like the device", at: "capabilities",
                    .index(capability.index))
            }
        }
        let attributes = json["additionalAttributes"]?.object
        if attributes?["manufacturer"] == nil || attributes?["model"] == nil {
            note(.wwaManufacturerModel, "manufacturer or model is missing", at: "additionalAttributes")
        }
    }

    /// A rule about display categories and interfaces.
    private struct Fitness {
        let rule: Rule
        let problem: String
        let isBroken: @Sendable (_ categories: [String], _ interfaces: Set<String>) -> Bool
    }

    private static let triggers: Set<String> = ["SCENE_TRIGGER", "ACTIVITY_TRIGGER"]

    /// Categories of devices that carry out commands.
    private static let controlled: Set<String> = [
        "AIR_CONDITIONER", "AIR_FRESHENER", "AIR_PURIFIER", "CHRISTMAS_TREE", "COFFEE_MAKER", "DISHWASHER", "DRYER",
        "EXTERIOR_BLIND", "FAN", "GARAGE_DOOR", "INTERIOR_BLIND", "LIGHT", "MICROWAVE", "OVEN", "SECURITY_PANEL",
        "SLOW_COOKER", "SMARTLOCK", "SMARTPLUG", "SPEAKER", "SWITCH", "THERMOSTAT", "TV", "VACUUM_CLEANER", "WASHER",
        "WATER_HEATER",
    ]

    /// Whether a scene must not control what this interface controls or senses.
    private static func isProtected(_ interface: String) -> Bool {
        interface.hasSuffix("Sensor") || interface.hasPrefix("Alexa.Cooking")
            || ["Lock", "SecurityPanel", "CameraStream", "RTCSession"].contains { interface == "Alexa.\($0)Controller" }
    }

    private static let fitness: [Fitness] = [
        Fitness(rule: .categoryScene, problem: "A scene has another category") { categories, interfaces in
            interfaces.contains("Alexa.SceneController") && triggers.isDisjoint(with: categories)
        },
        Fitness(rule: .categorySceneOnly, problem: "A device that is no scene has the category of one") {
            !$1.contains("Alexa.SceneController") && !triggers.isDisjoint(with: $0)
        },
        Fitness(rule: .categoryLock, problem: "A lock has another category") {
            $1.contains("Alexa.LockController") && !$0.contains("SMARTLOCK")
        },
        Fitness(rule: .categoryTemperatureSensor, problem: "A thermostat has the category TEMPERATURE_SENSOR") {
            $1.contains("Alexa.ThermostatController") && $0.first == "TEMPERATURE_SENSOR"
        },
        Fitness(rule: .categoryGarageMode, problem: "A garage door has no ModeController") {
            $0.contains("GARAGE_DOOR") && !$1.contains("Alexa.ModeController")
        },
        Fitness(rule: .categoryCamera, problem: "A camera has another category") {
            ($1.contains("Alexa.CameraStreamController") || $1.contains("Alexa.RTCSessionController"))
                && Set(["CAMERA", "DOORBELL"]).isDisjoint(with: $0)
        },
        Fitness(rule: .categoryNetworkDead, problem: "Of a network device only what is switched off is declared") {
            ($0.contains("NETWORK_HARDWARE") || $0.contains("ROUTER"))
                && $1.allSatisfy { $0 == "Alexa" || $0 == "Alexa.EndpointHealth" || $0.hasPrefix("Alexa.Networking.") }
        },
        Fitness(rule: .sceneAlone, problem: "A scene stands on a device with controls of its own") {
            $1.contains("Alexa.SceneController")
                && $1.contains { $0.hasSuffix("Controller") && $0 != "Alexa.SceneController" }
        },
        Fitness(rule: .sceneContent, problem: "A scene stands beside what scenes must not control") {
            $1.contains("Alexa.SceneController") && $1.contains(where: isProtected)
        },
        Fitness(rule: .wwaPrimaryFunction, problem: "Of a device that is controlled only sensors are declared") {
            guard let main = $0.first, controlled.contains(main) else { return false }
            return !$1.contains { InterfaceCatalog.interface($0)?.directives.isEmpty == false && $0 != "Alexa" }
        },
        Fitness(rule: .colorNeedsLight, problem: "A device with colours has not the category LIGHT") {
            ($1.contains("Alexa.ColorController") || $1.contains("Alexa.ColorTemperatureController"))
                && !$0.contains("LIGHT")
        },
        Fitness(rule: .wwaThermostat, problem: "A thermostat has no ThermostatController") {
            $0.contains("THERMOSTAT") && !$1.contains("Alexa.ThermostatController")
        },
        Fitness(rule: .wwaAirConditioner, problem: "An air conditioner has no ThermostatController") {
            $0.contains("AIR_CONDITIONER") && !$1.contains("Alexa.ThermostatController")
        },
        Fitness(rule: .wwaAirPurifier, problem: "An air purifier lacks PowerController or an inventory level") {
            $0.contains("AIR_PURIFIER")
                && !($1.contains("Alexa.PowerController") && $1.contains { $0.hasPrefix("Alexa.InventoryLevel") })
        },
        Fitness(rule: .wwaFanFilter, problem: "A fan has no PowerController") {
            $0.contains("FAN") && !$1.contains("Alexa.PowerController")
        },
    ]
}

extension Rule {
    static let categoryScene = Rule(
        "category-scene", costs: .nothing, .interface("SceneController"),
        "A scene has the display category SCENE_TRIGGER or ACTIVITY_TRIGGER; with another one the app shows it as a device.",
        "Give it one of these.")
    static let categorySceneOnly = Rule(
        "category-scene-only", costs: .nothing, .interface("SceneController"),
        "SCENE_TRIGGER and ACTIVITY_TRIGGER are for endpoints with SceneController.", "Give it another category.")
    static let categoryLock = Rule(
        "category-lock", costs: .nothing, .interface("LockController"),
        "A device with LockController has the display category SMARTLOCK.", "Give it SMARTLOCK.")
    static let categoryTemperatureSensor = Rule(
        "category-temperature-sensor", costs: .nothing, .objects.quoted,
        "TEMPERATURE_SENSOR is for devices that control nothing.", "Give it THERMOSTAT.")
    static let categoryGarageMode = Rule(
        "category-garage-mode", costs: .nothing, .objects.quoted,
        "A GARAGE_DOOR is opened and closed with ModeController.", "Declare ModeController with Open and Close.")
    static let categoryCamera = Rule(
        "category-camera", costs: .nothing, .practice("openhab/openhab-alexa"),
        "A camera has the display category CAMERA or DOORBELL.", "Give it one of these.")
    static let categoryNetworkDead = Rule(
        "category-network-dead", costs: .nothing, isAdvice: true, .networking,
        "Network devices need an interface that still works.", "Remove the device or declare another interface.")
    static let sceneAlone = Rule(
        "scene-alone", costs: .nothing, isAdvice: true, .inference, "A scene is an endpoint of its own.",
        "Split scene and device.")
    static let sceneContent = Rule(
        "scene-content", costs: .nothing, .skillRequirements.older,
        "A scene controls no locks, security systems, cooking appliances, cameras and sensors.",
        "Split scene and device, and leave such devices out of the scene.")
    static let panelPinForModes = Rule(
        "panel-pin-for-modes", costs: .nothing, .interface("SecurityPanelController"),
        "A camera whose modes are switched as a security panel asks for a PIN to disarm; otherwise anybody who can be heard switches it off.",
        "Declare the authorization type FOUR_DIGIT_PIN.")
    static let wwaPrimaryFunction = Rule(
        "wwa-primary-function", costs: .nothing, isAdvice: true, .deviceRequirements,
        "Works with Alexa: the main function of a device can be controlled, not only a sensor in it.",
        "Declare what the device is for.")
    static let colorNeedsLight = Rule(
        "color-needs-light", costs: .nothing, isAdvice: true, .practice("openhab/openhab-alexa"),
        "What has colours has the display category LIGHT.", "Give it LIGHT.")
    static let colorWithBrightness = Rule(
        "color-with-brightness", costs: .nothing, isAdvice: true, .testPlans,
        "A lamp with ColorController has BrightnessController too.", "Declare it.")
    static let thermoSensor = Rule(
        "thermo-sensor", costs: .nothing, isAdvice: true, .interface("ThermostatController"),
        "A thermostat has TemperatureSensor too, so that customers can ask for the temperature.", "Declare it.")
    static let capSomethingUseful = Rule(
        "cap-something-useful", costs: .nothing, .deviceRequirements,
        "An endpoint has more than Alexa and EndpointHealth.", "Declare what the device can do.")
    static let healthSensor = Rule(
        "health-sensor", costs: .nothing, .interface("EndpointHealth"),
        "A sensor declares EndpointHealth; without it customers are not told that it is offline.",
        "Declare EndpointHealth with connectivity.")
    static let healthRecommended = Rule(
        "health-recommended", costs: .nothing, isAdvice: true, .interface("EndpointHealth"),
        "Every endpoint declares EndpointHealth; Works with Alexa demands it (wwa-health).",
        "Declare EndpointHealth with connectivity.")
    static let resNameNotDevice = Rule(
        "res-name-not-device", costs: .nothing, .inference,
        "A capability is not called like its device; Alexa cannot know which one is meant.", "Rename the capability.")
    static let wwaManufacturerModel = Rule(
        "wwa-manufacturer-model", costs: .nothing, isAdvice: true, .skillRequirements,
        "Works with Alexa: additionalAttributes has manufacturer and model on every endpoint.", "Give both.")
    static let wwaThermostat = Rule(
        "wwa-thermostat", costs: .nothing, isAdvice: true, .deviceRequirements,
        "Works with Alexa: a thermostat has ThermostatController with HEAT or COOL.", "Declare it.")
    static let wwaAirConditioner = Rule(
        "wwa-air-conditioner", costs: .nothing, isAdvice: true, .deviceRequirements,
        "Works with Alexa: an air conditioner has ThermostatController.", "Declare it.")
    static let wwaAirPurifier = Rule(
        "wwa-air-purifier", costs: .nothing, isAdvice: true, .deviceRequirements,
        "Works with Alexa: an air purifier has PowerController and InventoryLevelSensor or InventoryLevelUsageSensor.",
        "Declare them.")
    static let wwaFanFilter = Rule(
        "wwa-fan-filter", costs: .nothing, isAdvice: true, .deviceRequirements,
        "Works with Alexa: a fan has PowerController.", "Declare it.")

    static let suitabilityRules: [Rule] = [
        categoryScene, categorySceneOnly, categoryLock, categoryTemperatureSensor, categoryGarageMode, categoryCamera,
        categoryNetworkDead, sceneAlone, sceneContent, panelPinForModes, wwaPrimaryFunction, colorNeedsLight,
        colorWithBrightness, thermoSensor, capSomethingUseful,
        healthSensor, healthRecommended, resNameNotDevice, wwaManufacturerModel, wwaThermostat, wwaAirConditioner,
        wwaAirPurifier, wwaFanFilter,
    ]
}
