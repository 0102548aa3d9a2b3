using DeepTricks.Dsl.Benchmarks.Measuring;
using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>Training steps in TorchSharp, each from the gathering of its batch to the updated weights.</summary>
internal sealed class TorchTraining : IDisposable
{
    private readonly TorchNetwork network;
    private readonly optim.Optimizer optimizer;
    private readonly Tensor values;
    private readonly Tensor labels;
    private readonly Tensor[] batches;
    private readonly bool channelsLast;
    private int next;

    public TorchTraining(NetworkSnapshot start, Samples samples, int batch, RowOptimizer kind, bool channelsLast)
    {
        this.channelsLast = channelsLast;
        network = new TorchNetwork(start);
        if (channelsLast)
        {
            network.UseChannelsLast();
        }

        network.train();
        optimizer = kind == RowOptimizer.Adam ? optim.Adam(network.parameters(), 1e-3) : optim.SGD(network.parameters(), 0.01, momentum: 0.9);
        values = TorchSamples.Values(samples, channelsLast);
        labels = tensor(samples.Labels, dtype: ScalarType.Int64);
        batches = [.. samples.Order.Chunk(batch).Where(indices => indices.Length == batch).Select(indices => tensor(indices, dtype: ScalarType.Int64))];
    }

    public void Step()
    {
        using var _ = NewDisposeScope();
        var indices = batches[next];
        next = (next + 1) % batches.Length;
        var input = values.index_select(0, indices);
        if (channelsLast)
        {
            input = input.permute(0, 3, 1, 2);
        }

        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.forward(input), labels.index_select(0, indices));
        loss.backward();
        optimizer.step();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
        values.Dispose();
        labels.Dispose();
        Array.ForEach(batches, batch => batch.Dispose());
    }
}
