namespace DeepTricks.Dsl.Gpu;

/// <summary>What a join does with each pair of numbers.</summary>
internal enum JoinKind
{
    /// <summary>The first of them.</summary>
    Copy,

    /// <summary>The first, added to what is there.</summary>
    AddInto,

    /// <summary>Their sum.</summary>
    Add,

    /// <summary>Their product.</summary>
    Multiply,

    /// <summary>Their product, added to what is there.</summary>
    MultiplyInto,

    /// <summary>The sigmoid of the first.</summary>
    Sigmoid,
}

/// <summary>Tensors of one shape that are joined, number by number.</summary>
internal struct JoinOperands
{
    /// <summary>The first.</summary>
    public GpuTensor First;

    /// <summary>The second.</summary>
    public GpuTensor Second;

    /// <summary>Receives the result.</summary>
    public GpuTensor Target;

    /// <summary>Samples.</summary>
    public int Count;

    /// <summary>A <see cref="JoinKind"/>.</summary>
    public int Kind;
}

/// <summary>Joins tensors number by number.</summary>
internal static class JoinKernel
{
    public static void Run(JoinOperands p)
    {
        for (int i = KernelGrid.Thread; i < p.Count * p.Target.Length; i += KernelGrid.Threads)
        {
            int place = p.Target.Place(i);
            float value = p.First.Values[p.First.Place(i)];
            if (p.Kind == (int)JoinKind.Add)
            {
                value += p.Second.Values[p.Second.Place(i)];
            }
            else if (p.Kind == (int)JoinKind.Multiply | p.Kind == (int)JoinKind.MultiplyInto)
            {
                value *= p.Second.Values[p.Second.Place(i)];
            }
            else if (p.Kind == (int)JoinKind.Sigmoid)
            {
                value = ThreadMath.Sigmoid(value);
            }

            bool adds = p.Kind == (int)JoinKind.AddInto | p.Kind == (int)JoinKind.MultiplyInto;
            p.Target.Values[place] = adds ? p.Target.Values[place] + value : value;
        }
    }
}
