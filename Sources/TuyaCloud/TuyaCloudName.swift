/// The cloud's name: the first part of its endpoint ids and of its rules in log lines.
package let tuyaCloudName = "tuya"
