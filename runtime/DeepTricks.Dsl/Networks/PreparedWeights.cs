using System.ComponentModel;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>Copies of a network's weights as prediction reads them. The compiler derives one class per network.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PreparedWeights : IDisposable
{
    /// <summary>Memory of the copies.</summary>
    protected NativeArena? Memory { get; set; }

    /// <summary>The version of the weights that the copies were made of; 0 is none.</summary>
    internal int Version { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Memory?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the copies anew.</summary>
    protected internal abstract void Refresh();
}
