namespace DeepTricks.Dsl;

/// <summary>A loss: the squared difference from the targets, the mean over batch and outputs, as PyTorch's <c>MSELoss</c>.</summary>
/// <remarks>Targets are vectors as long as the output. Prediction answers with the outputs themselves.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MeanSquaredErrorAttribute : LossAttribute;
