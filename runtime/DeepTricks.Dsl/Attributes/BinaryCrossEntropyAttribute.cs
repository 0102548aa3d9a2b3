namespace DeepTricks.Dsl;

/// <summary>A loss: sigmoid, then cross-entropy against targets in [0, 1], the mean over batch and outputs, as PyTorch's <c>BCEWithLogitsLoss</c>.</summary>
/// <remarks>Targets are vectors as long as the output. Prediction answers with the sigmoid of the outputs.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BinaryCrossEntropyAttribute : LossAttribute;
