/// The cloud's name: the first part of endpoint ids and of the rules in log lines.
package let tuyaCloudName = "tuya"
