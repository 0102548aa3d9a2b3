namespace DeepTricks.Dsl.Compiler.Tests.Reference;

/// <summary>A stored tensor that a layer expects.</summary>
/// <param name="Name">Its name in files: <c>conv1.weight</c>.</param>
/// <param name="Dimensions">Row-major sizes in PyTorch's order.</param>
/// <param name="IsTrained">Whether the loss has a gradient with respect to it.</param>
internal sealed record ReferenceTensor(string Name, int[] Dimensions, bool IsTrained = true)
{
    /// <summary>Numbers in the tensor.</summary>
    public int Count { get; } = Dimensions.Aggregate(1, (product, size) => product * size);
}
