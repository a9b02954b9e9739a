/// Multiplication modulo an odd number by Montgomery's method, without division.
///
/// For public values only: the running time depends on the numbers.
struct OddModulus: Sendable {
    /// The modulus in 64-bit words, the lowest first. The highest is not 0.
    private let modulus: [UInt64]
    /// Minus the inverse of the lowest word, modulo 2^64.
    private let inverse: UInt64
    /// 2^(64 · words) in Montgomery form; a product with it converts a number to that form.
    private let converter: [UInt64]

    /// The size of the modulus in bytes, without leading zeroes.
    let byteCount: Int
    /// The size of the modulus in bits.
    let bitCount: Int

    /// - Parameter bytes: the modulus, the highest byte first. `nil` if it is even or less than 3.
    init?(_ bytes: [UInt8]) {
        let bytes = Array(bytes.drop { $0 == 0 })
        guard let last = bytes.last, last & 1 == 1, bytes.count > 1 || last > 1 else { return nil }
        byteCount = bytes.count
        bitCount = bytes.count * 8 - bytes[0].leadingZeroBitCount
        let words = Self.words(bytes, count: (bytes.count + 7) / 8)
        modulus = words
        // Newton: each step doubles the number of correct bits, which is 3 at the start.
        var inverse = words[0]
        for _ in 0..<5 { inverse = inverse &* (2 &- words[0] &* inverse) }
        inverse = 0 &- inverse
        self.inverse = inverse
        // The largest power of two below the modulus is doubled until it is 2^(64 · words).
        var power = [UInt64](repeating: 0, count: words.count)
        power[(bitCount - 1) / 64] = 1 << UInt64((bitCount - 1) % 64)
        for _ in bitCount...(64 * words.count) { Self.double(&power, modulo: words) }
        // 2^e in Montgomery form, by squaring and doubling along the bits of e = 64 · words.
        let exponent = UInt64(64 * words.count)
        for bit in (0..<(64 - exponent.leadingZeroBitCount)).reversed() {
            power = Self.product(power, power, modulo: words, inverse)
            if exponent >> UInt64(bit) & 1 == 1 { Self.double(&power, modulo: words) }
        }
        converter = power
    }

    /// `base` to the power of `exponent`, as ``byteCount`` bytes, the highest first; `nil` unless `base` is less than the modulus.
    ///
    /// - Parameters:
    ///   - base: the highest byte first.
    ///   - exponent: at least 1.
    func power(_ base: [UInt8], _ exponent: UInt64) -> [UInt8]? {
        guard base.count <= byteCount, exponent > 0 else { return nil }
        let base = Self.words(base, count: modulus.count)
        guard Self.isLess(base, modulus) else { return nil }
        let factor = Self.product(base, converter, modulo: modulus, inverse)
        var result = factor
        for bit in (0..<(63 - exponent.leadingZeroBitCount)).reversed() {
            result = Self.product(result, result, modulo: modulus, inverse)
            if exponent >> UInt64(bit) & 1 == 1 { result = Self.product(result, factor, modulo: modulus, inverse) }
        }
        var unit = [UInt64](repeating: 0, count: modulus.count)
        unit[0] = 1
        result = Self.product(result, unit, modulo: modulus, inverse)
        return (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: result[$0 / 8] >> UInt64($0 % 8 * 8)) }
    }

    private static func words(_ bytes: [UInt8], count: Int) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: count)
        for (place, byte) in bytes.reversed().enumerated() { words[place / 8] |= UInt64(byte) << UInt64(place % 8 * 8) }
        return words
    }

    private static func isLess(_ left: [UInt64], _ right: [UInt64]) -> Bool {
        for place in right.indices.reversed() where left[place] != right[place] { return left[place] < right[place] }
        return false
    }

    private static func subtract(_ subtrahend: [UInt64], from number: inout [UInt64]) {
        var borrow: UInt64 = 0
        for place in number.indices {
            let (first, isLess) = number[place].subtractingReportingOverflow(subtrahend[place])
            let (second, isLessStill) = first.subtractingReportingOverflow(borrow)
            number[place] = second
            borrow = isLess || isLessStill ? 1 : 0
        }
    }

    private static func double(_ number: inout [UInt64], modulo modulus: [UInt64]) {
        var carry: UInt64 = 0
        for place in number.indices {
            let next = number[place] >> 63
            number[place] = number[place] << 1 | carry
            carry = next
        }
        if carry == 1 || !isLess(number, modulus) { subtract(modulus, from: &number) }
    }

    /// `left · right / 2^(64 · words)` modulo the modulus: word by word, a multiple of the modulus that clears the lowest word
    /// is added, and the sum shifted by one word.
    private static func product(
        _ left: [UInt64], _ right: [UInt64], modulo modulus: [UInt64], _ inverse: UInt64
    ) -> [UInt64] {
        let count = modulus.count
        var sum = [UInt64](repeating: 0, count: count)
        var top: UInt64 = 0
        for word in right {
            var carry: UInt64 = 0
            for place in 0..<count { (carry, sum[place]) = multiply(left[place], word, plus: sum[place], carry) }
            let (high, overflow) = top.addingReportingOverflow(carry)
            let multiple = sum[0] &* inverse
            (carry, _) = multiply(multiple, modulus[0], plus: sum[0], 0)
            for place in 1..<count {
                (carry, sum[place - 1]) = multiply(multiple, modulus[place], plus: sum[place], carry)
            }
            let (last, overflowAgain) = high.addingReportingOverflow(carry)
            sum[count - 1] = last
            top = (overflow ? 1 : 0) + (overflowAgain ? 1 : 0)
        }
        if top > 0 || !isLess(sum, modulus) { subtract(modulus, from: &sum) }
        return sum
    }

    /// `a · b + c + d`, which always fits in two words.
    private static func multiply(
        _ a: UInt64, _ b: UInt64, plus c: UInt64, _ d: UInt64
    ) -> (high: UInt64, low: UInt64) {
        let (high, low) = a.multipliedFullWidth(by: b)
        let (first, carry) = low.addingReportingOverflow(c)
        let (second, carryAgain) = first.addingReportingOverflow(d)
        return (high &+ (carry ? 1 : 0) &+ (carryAgain ? 1 : 0), second)
    }
}
