namespace DeepTricks.Dsl.Benchmarks.Measuring;

/// <summary>The optimizer of a training row.</summary>
internal enum RowOptimizer
{
    /// <summary>Adam, learning rate 0.001.</summary>
    Adam,

    /// <summary>SGD, learning rate 0.01, momentum 0.9.</summary>
    Sgd,
}
