using System.ComponentModel;

namespace DeepTricks.Dsl.Gpu;

/// <summary>A loss that is a function of each output and its target alone, for one GPU thread, as the compiler writes it from its formula.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGpuPointwiseLoss
{
    /// <summary>What an output <paramref name="x"/> costs that should be <paramref name="t"/>.</summary>
    float Value(float x, float t);

    /// <summary>The derivative of <see cref="Value"/> by <paramref name="x"/>.</summary>
    float Slope(float x, float t);
}
