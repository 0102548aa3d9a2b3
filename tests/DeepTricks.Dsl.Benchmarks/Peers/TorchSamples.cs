using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>Samples as tensors.</summary>
internal static class TorchSamples
{
    /// <summary>
    /// All samples in one tensor: vectors as they are, images as batch, channels, height, width; or, channels last, as they lie in memory:
    /// batch, height, width, channels, to be permuted after gathering.
    /// </summary>
    public static Tensor Values(Samples samples, bool channelsLast)
    {
        using var _ = NewDisposeScope();
        var shape = samples.Shape;
        var rows = tensor(samples.Values);
        var values = shape.Rank == SampleRank.Vector ? rows.reshape(-1, shape.Channels) : rows.reshape(-1, shape.Height, shape.Width, shape.Channels);
        if (shape.Rank == SampleRank.Image && !channelsLast)
        {
            values = values.permute(0, 3, 1, 2).contiguous();
        }

        return values.MoveToOuterDisposeScope();
    }
}
