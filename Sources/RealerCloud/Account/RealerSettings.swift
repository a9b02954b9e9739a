import DeviceCloud
package import Settings

/// The control devices at Realer whose credentials this process has.
package struct RealerSettings: VendorSettings {
    /// All accounts, in the order of the file; each has its own control device.
    package var accounts: [RealerAccount]

    package static var keys: [SettingKey] { RealerAccount.keys }

    package static var lists: [SettingList] { [RealerAccount.list] }

    /// Settings of these accounts.
    package init(accounts: [RealerAccount]) {
        self.accounts = accounts
    }

    /// Reads the accounts.
    package init(reading reader: inout SettingsReader) {
        accounts = RealerAccount.all(reading: &reader)
        var devices: Set<String> = []
        for account in accounts where !devices.insert(account.deviceId).inserted {
            reader.addProblem(
                SettingKey("\(RealerAccount.list.name)[].device_id", ""),
                "names one control device twice; Realer gives each its own credentials")
        }
    }
}
