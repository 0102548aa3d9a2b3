using DeepTricks.Dsl.Benchmarks.Networks;
using SqueezeNet;

namespace DeepTricks.Dsl.Benchmarks.Parity;

/// <summary>A network of the comparison in double precision, and the batches that it is compared on.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Batches">Numbers of samples. The deeper a network, the fewer, so that samples are found for which every choice is clear.</param>
internal sealed record ParityNetwork(string Name, Func<Device, ulong, Network> Create, IReadOnlyList<int> Batches)
{
    /// <summary>All of them; the deep ones over smaller images, by hyperparameters alone.</summary>
    public static IReadOnlyList<ParityNetwork> All { get; } =
    [
        new("M1", (device, seed) => new M1(device, seed: seed), [4, 5, 8]),
        new("M2", (device, seed) => new M2(device, seed: seed), [4, 5, 8]),
        new("M3", (device, seed) => new M3(device, new M3.Hyperparameters { Input = { Height = 16, Width = 16 } }, seed), [2, 3, 4]),
        new("SqueezeNet v1.1", NewSqueezeNet, [1, 2]),
        new("ResNet-20", (device, seed) => new ResNet20(device, new ResNet20.Hyperparameters { Input = { Height = 16, Width = 16 } }, seed), [2, 3]),
        new("Inception block", (device, seed) => new InceptionBlock(device, seed: seed), [1, 3, 4]),
        new("U-shape", (device, seed) => new UShape(device, seed: seed), [2, 3, 4]),
    ];

    /// <summary>The sample's network in its published form, over small pictures of ten classes whose numbers stay as they are.</summary>
    private static Network NewSqueezeNet(Device device, ulong seed) => new PublishedSqueezeNet(
        device,
        new PublishedSqueezeNet.Hyperparameters
        {
            Input = { Height = 32, Width = 32 },
            Rescale1 = { Low = -1, High = 1 },
            Conv1 = { Stride = 1 },
            Conv10 = { Filters = 10, Deviation = 0.05 },
        },
        seed);
}
