namespace DeepTricks.Dsl.Gpu;

/// <summary>Answers on a GPU for any number of callers, one after the other: the machine has one queue.</summary>
internal sealed class GpuPredictions(Network network, Func<int, GpuPredictionProgram> create) : IPredictions
{
    private const int LargestBatch = 512;

    private readonly Lock gate = new();
    private GpuPredictionProgram? program;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> input, Span<float> destination, int samples)
    {
        lock (gate)
        {
            int batch = Math.Min(samples, LargestBatch);
            if (program is null || program.MaximumBatch < batch)
            {
                program?.Dispose();
                program = null;
                program = create(batch);
            }

            for (int first = 0; first < samples; first += program.MaximumBatch)
            {
                int count = Math.Min(program.MaximumBatch, samples - first);
                program.Answer(
                    input.Slice(first * network.InputLength, count * network.InputLength),
                    destination.Slice(first * network.OutputLength, count * network.OutputLength),
                    count);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            program?.Dispose();
            program = null;
        }
    }
}
