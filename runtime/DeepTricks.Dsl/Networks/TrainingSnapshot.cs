namespace DeepTricks.Dsl;

/// <summary>All parameters and the optimizer's state at one moment.</summary>
internal sealed class TrainingSnapshot(int parameters)
{
    /// <summary>Packed values, first and second state of each parameter.</summary>
    public (float[] Values, float[] State1, float[] State2)[] Tensors { get; } = new (float[], float[], float[])[parameters];
}
