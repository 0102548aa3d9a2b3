namespace DeepTricks.Dsl;

/// <summary>How the samples of an epoch are cut into batches: full ones, and a short last one.</summary>
internal readonly struct BatchPlan
{
    private readonly int batchSize;
    private readonly int trained;

    /// <param name="samples">Samples of an epoch.</param>
    /// <param name="batchSize">Samples of a full batch.</param>
    /// <param name="dropLast">Whether a short last batch is left out.</param>
    /// <param name="joinSingle">Whether a last batch of a single sample joins the batch before it.</param>
    public BatchPlan(int samples, int batchSize, bool dropLast, bool joinSingle)
    {
        this.batchSize = batchSize;
        int rest = samples % batchSize;
        trained = dropLast ? samples - rest : samples;
        bool joins = joinSingle && !dropLast && rest == 1 && samples > batchSize;
        Batches = (trained / batchSize) + (rest > 0 && !dropLast && !joins ? 1 : 0);
        LargestBatch = Math.Min(trained, joins ? batchSize + 1 : batchSize);
        SmallestBatch = Batches == 0 ? 0 : Math.Min(CountOf(0), CountOf(Batches - 1));
    }

    /// <summary>Batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>Samples of the largest batch.</summary>
    public int LargestBatch { get; }

    /// <summary>Samples of the smallest batch.</summary>
    public int SmallestBatch { get; }

    /// <summary>Where in the epoch's order a batch starts.</summary>
    public int First(int batch) => batch * batchSize;

    /// <summary>Samples of a batch.</summary>
    public int CountOf(int batch) => batch == Batches - 1 ? trained - First(batch) : batchSize;
}
