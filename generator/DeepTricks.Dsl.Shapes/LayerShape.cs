namespace DeepTricks.Dsl.Shapes;

/// <summary>What a stored tensor of a layer is for.</summary>
public enum ParameterRole
{
    /// <summary>The factors of a convolution or dense layer: the only role that weight decay touches.</summary>
    Weight,

    /// <summary>What a convolution or dense layer adds.</summary>
    Bias,

    /// <summary>The factor (gamma) of a normalization.</summary>
    NormScale,

    /// <summary>The summand (beta) of a normalization.</summary>
    NormShift,

    /// <summary>The learned slope of a rectifier.</summary>
    Slope,

    /// <summary>The first number that a function of the user's learns.</summary>
    Learned1,

    /// <summary>The second number that a function of the user's learns.</summary>
    Learned2,

    /// <summary>The third number that a function of the user's learns.</summary>
    Learned3,

    /// <summary>The fourth number that a function of the user's learns.</summary>
    Learned4,

    /// <summary>The running mean of a batch normalization: a buffer, not trained by gradients.</summary>
    RunningMean,

    /// <summary>The running variance of a batch normalization: a buffer, not trained by gradients.</summary>
    RunningVariance,
}

/// <summary>A stored tensor: its name in files (<c>conv1.weight</c>), role, and row-major sizes in PyTorch's order (OIHW for convolutions of images).</summary>
public sealed record ParameterShape(string Name, ParameterRole Role, EquatableArray<int> Dimensions)
{
    /// <summary>Numbers in the tensor.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int dimension in Dimensions)
            {
                count *= dimension;
            }

            return count;
        }
    }

    /// <summary>Whether gradients change it; running statistics are not trained.</summary>
    public bool IsTrained => Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);
}

/// <summary>A layer with everything that follows from its input's shape.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">Shape of one sample of its input.</param>
/// <param name="Output">Shape of one sample of its output.</param>
/// <param name="Parameters">Its stored tensors, trained ones first.</param>
/// <param name="FlopsPerSample">Floating-point operations of its forward pass for one sample, a multiply-add counted as two.</param>
public sealed record LayerShape(
    LayerSpec Layer,
    SampleShape Input,
    SampleShape Output,
    EquatableArray<ParameterShape> Parameters,
    long FlopsPerSample);
