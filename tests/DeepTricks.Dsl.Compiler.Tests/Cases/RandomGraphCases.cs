using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Random graphs without kinks, which products of small numbers would come near: layers that keep the positions, each reading any value made before, with random joins; what nothing reads is joined at the end.</summary>
internal static class RandomGraphCases
{
    private const int Count = 30;

    public static IEnumerable<LayerCase> All => Enumerable.Range(0, Count).Select(i => Draw(i, new Random(9000 + i)));

    private static LayerCase Draw(int index, Random random)
    {
        var values = new List<(string Tap, int Channels)>();
        var unread = new List<string>();
        var layers = new List<CaseLayer>();
        Make(Conv(Width(random), 3), Width(random));
        int count = random.Next(4, 9);
        for (int i = 0; i < count; i++)
        {
            var (tap, channels) = values[random.Next(values.Count)];
            var alike = values.Where(value => value.Channels == channels).Select(value => value.Tap).ToArray();
            switch (random.Next(5))
            {
                case 0:
                    string[] parts = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => values[random.Next(values.Count)].Tap)];
                    Read(parts);
                    Keep(Concat(parts), parts.Sum(part => values.First(value => value.Tap == part).Channels));
                    break;
                case 1:
                    string[] terms = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => alike[random.Next(alike.Length)])];
                    Read(terms);
                    Keep(random.Next(3) == 0 ? Multiply(terms) : Add(terms), channels);
                    break;
                default:
                    Read(tap);
                    layers.Add(From(tap));
                    int width = Width(random);
                    Keep(random.Next(7) switch
                    {
                        0 => MaxPool(1),
                        1 => BatchNorm,
                        2 => Sigmoid,
                        3 => Tanh,
                        4 => Dropout(0.3),
                        5 => Conv(width, 1),
                        _ => Conv(width, 3),
                    }, channels);
                    break;
            }
        }

        if (unread.Count > 1)
        {
            layers.Add(Concat([.. unread]));
        }
        else
        {
            layers.RemoveAt(layers.Count - 1);
        }

        layers.AddRange([GlobalAveragePool, Dense(3), SoftmaxCrossEntropy]);
        return new LayerCase(FormattableString.Invariant($"RandomGraph{index:00}"), Extent.Image(5, 4, 2), layers) { Samples = random.Next(6, 9) };

        void Make(CaseLayer layer, int channels) => Keep(layer, channels);

        void Read(params string[] taps) => unread.RemoveAll(taps.Contains);

        void Keep(CaseLayer layer, int channels)
        {
            if (layer.Kind == Shapes.LayerKind.Conv)
            {
                channels = (int)layer.Given[0].Value;
            }

            string name = FormattableString.Invariant($"v{values.Count}");
            layers.Add(layer);
            layers.Add(Tap(name));
            values.Add((name, channels));
            unread.Add(name);
        }
    }

    private static int Width(Random random) => random.Next(3) switch { 0 => random.Next(1, 12), 1 => 16, _ => 32 };
}
