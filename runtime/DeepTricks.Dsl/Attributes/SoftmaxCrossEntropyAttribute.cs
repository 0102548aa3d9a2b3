namespace DeepTricks.Dsl;

/// <summary>
/// A loss: softmax, then cross-entropy against a class index, the mean over the batch, as PyTorch's <c>CrossEntropyLoss</c>. Its input is a vector of one number per class.
/// </summary>
/// <remarks>Prediction answers with the classes' probabilities.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxCrossEntropyAttribute : LossAttribute
{
    /// <summary>
    /// The part of the target that is spread evenly over all classes, at least 0 and below 1. C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2015.
    /// </summary>
    public object Smoothing { get; set; } = 0.0;
}
