namespace DeepTricks.Dsl;

/// <summary>The samples of one step: a data set and the indices of the samples in it, in order.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Order">Sample indices.</param>
/// <param name="First">Where in <paramref name="Order"/> the batch starts.</param>
/// <param name="Count">Samples in the batch.</param>
public readonly record struct Batch(Dataset Data, int[] Order, int First, int Count);
