import Synchronization
import Testing
import Timing

struct ConcurrentMapTests {
    /// Each element waits for the next one, so that they end in reverse order.
    @Test func resultsHaveTheOrderOfTheElements() async {
        let done = Mutex<Set<Int>>([4])
        let numbers = await [0, 1, 2, 3].concurrentMap { number in
            while !done.withLock({ $0.contains(number + 1) }) { await Task.yield() }
            done.withLock { _ = $0.insert(number) }
            return number * 10
        }
        #expect(numbers == [0, 10, 20, 30])
    }

    @Test(arguments: [1, 3, 100]) func noMoreThanTheLimitAreUnderWay(limit: Int) async {
        let counts = Mutex((now: 0, most: 0))
        let numbers = Array(0..<20)
        let results = await numbers.concurrentMap(atMost: limit) { number in
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
            for _ in 0..<10 { await Task.yield() }
            counts.withLock { $0.now -= 1 }
            return number
        }
        #expect(results == numbers)
        #expect(counts.withLock(\.most) <= limit)
    }

    @Test func nothingGivesNothing() async {
        #expect(await [Int]().concurrentMap { $0 } == [])
    }
}
