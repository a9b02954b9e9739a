@main
struct Bootstrap {
    static func main() async {}
}
