namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// The part of a product that one group of threads computes. Each thread has 4 x 4 results, or four such blocks half a tile apart,
/// so that neighbouring threads read neighbouring quads of shared memory.
/// </summary>
internal interface IProductTile
{
    /// <summary>Rows of the result.</summary>
    int Rows { get; }

    /// <summary>Columns of the result.</summary>
    int Columns { get; }

    /// <summary>Products between two barriers.</summary>
    int Depth { get; }

    /// <summary>Threads of the group.</summary>
    int Threads { get; }

    /// <summary>Whether each thread has four blocks.</summary>
    bool IsDoubled { get; }
}

/// <summary>128 x 128: for large products.</summary>
internal struct LargeTile : IProductTile
{
    public readonly int Rows => 128;

    public readonly int Columns => 128;

    public readonly int Depth => 8;

    public readonly int Threads => 256;

    public readonly bool IsDoubled => true;
}

/// <summary>64 x 64.</summary>
internal struct MediumTile : IProductTile
{
    public readonly int Rows => 64;

    public readonly int Columns => 64;

    public readonly int Depth => 16;

    public readonly int Threads => 256;

    public readonly bool IsDoubled => false;
}

/// <summary>32 x 32: for small results, so that there are groups enough.</summary>
internal struct SmallTile : IProductTile
{
    public readonly int Rows => 32;

    public readonly int Columns => 32;

    public readonly int Depth => 16;

    public readonly int Threads => 64;

    public readonly bool IsDoubled => false;
}

/// <summary>16 x 16 with 16 threads: for the simulator, where a barrier is dear.</summary>
internal struct TinyTile : IProductTile
{
    public readonly int Rows => 16;

    public readonly int Columns => 16;

    public readonly int Depth => 32;

    public readonly int Threads => 16;

    public readonly bool IsDoubled => false;
}
