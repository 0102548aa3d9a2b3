namespace DeepTricks.Dsl;

/// <summary>The base of the attributes that stand among the layers and say which values the layers read.</summary>
public abstract class WireAttribute : PartAttribute
{
    private protected WireAttribute()
    {
    }
}
